"""Operations of 2.0: bodies out of the parameters, media types into the bodies and responses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portwright.openapi.pointer import Node, escape
from portwright.openapi.upgrade_2_0_parameter import form_body, header, is_body, parameter
from portwright.openapi.version_3 import METHODS

JSON = "application/json"
_SHARED = "#/components/parameters/"
_MOVED = ("consumes", "produces", "schemes", "parameters", "responses")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A parameter with its own place and the place where it is used (which may be a reference)."""

    data: Node
    pointer: str
    used: Node


@dataclass(slots=True)
class Upgrade:
    document: Node
    moved: dict[str, str] = field(default_factory=dict)
    """New pointers below paths, and what they were."""

    def shared_parameters(self) -> Node:
        """Those that remain parameters; bodies go where they are used."""
        shared: Node = self.document.get("parameters", {})
        resolved = ((name, self._resolved(part, "").data) for name, part in shared.items())
        return {
            name: parameter(data) for name, data in resolved if not is_body(data) and data.get("in")
        }

    def path_item(self, item: Node, base: str) -> Node:
        common = self._placed(item.get("parameters", []), f"{base}/parameters")
        bodies = [placed for placed in common if is_body(placed.data)]
        result = dict(item)
        if "parameters" in item:
            result["parameters"] = self._parameters(common, f"{base}/parameters")
        for method in METHODS:
            if method in item:
                result[method] = self._operation(item[method], f"{base}/{method}", bodies)
        return result

    def response(self, response: Node, produces: list[str] | None = None) -> Node:
        if "$ref" in response:
            return response
        result = {key: response[key] for key in response if key not in ("schema", "examples")}
        if "headers" in response:
            result["headers"] = {name: header(item) for name, item in response["headers"].items()}
        content = self._content(response, self._media("produces", produces))
        if content:
            result["content"] = content
        return result

    def _content(self, response: Node, produces: list[str]) -> Node:
        examples = response.get("examples", {})
        if "schema" not in response:
            return {media: {"example": value} for media, value in examples.items()}
        content: Node = {media: {"schema": response["schema"]} for media in produces}
        for media, value in examples.items():
            if media in content:
                content[media] = {**content[media], "example": value}
        return content

    def _operation(self, operation: Node, base: str, inherited: list[_Placed]) -> Node:
        result = {key: value for key, value in operation.items() if key not in _MOVED}
        own = self._placed(operation.get("parameters", []), f"{base}/parameters")
        names = {(item.data["name"], item.data["in"]) for item in own if is_body(item.data)}
        bodies = [item for item in own if is_body(item.data)]
        bodies += [item for item in inherited if (item.data["name"], item.data["in"]) not in names]
        if "parameters" in operation:
            result["parameters"] = self._parameters(own, f"{base}/parameters")
        if bodies:
            consumes = operation.get("consumes")
            result["requestBody"] = self._body(bodies, consumes, f"{base}/requestBody")
        produces = operation.get("produces")
        if "responses" in operation:
            result["responses"] = {
                status: part if status.startswith("x-") else self.response(part, produces)
                for status, part in operation["responses"].items()
            }
        return result

    def _body(self, parts: list[_Placed], consumes: list[str] | None, base: str) -> Node:
        whole = next((part for part in parts if part.data["in"] == "body"), None)
        accepted = self._media("consumes", consumes)
        if whole is None:
            media, body = form_body([part.data for part in parts], accepted)
            schema = f"{base}/content/{escape(media)}/schema"
            self.moved[base] = parts[0].pointer
            for part in parts:
                self.moved[f"{schema}/properties/{escape(part.data['name'])}"] = part.pointer
            return body
        self.moved[base] = whole.pointer
        content: Node = {}
        for media in accepted:
            content[media] = {"schema": whole.data.get("schema", {})}
            self.moved[f"{base}/content/{escape(media)}"] = whole.pointer
        body = {"content": content}
        body.update(
            (key, whole.data[key]) for key in ("description", "required") if key in whole.data
        )
        return body

    def _media(self, key: str, own: list[str] | None) -> list[str]:
        """The media types of an operation: its own, the document's, or JSON when none is named."""
        return own or self.document.get(key) or [JSON]

    def _parameters(self, placed: list[_Placed], base: str) -> list[Node]:
        kept = [item for item in placed if not is_body(item.data)]
        for index, item in enumerate(kept):
            if "$ref" not in item.used and item.pointer != f"{base}/{index}":
                self.moved[f"{base}/{index}"] = item.pointer
        return [item.used if "$ref" in item.used else parameter(item.data) for item in kept]

    def _placed(self, parameters: list[Node], base: str) -> list[_Placed]:
        return [self._resolved(item, f"{base}/{index}") for index, item in enumerate(parameters)]

    def _resolved(self, used: Node, pointer: str) -> _Placed:
        """Follow references to shared parameters; the reader made sure that they end."""
        data: Any = used
        while "$ref" in data:
            name = data["$ref"].removeprefix(_SHARED)
            name = name.replace("~1", "/").replace("~0", "~")
            pointer = f"/components/parameters/{escape(name)}"
            data = self.document.get("parameters", {}).get(name, {"name": "", "in": ""})
        return _Placed(data, pointer, used)
