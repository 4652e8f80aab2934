"""A slice of a document: the operations in use and what the selection reaches, without prose.

Object schemas keep the fields in use and all their scalars (they cost nothing and let a spec
grow), errors all that stands at their top; what is heavier and unused is cut, and with it most of
a large document. The slice is a valid OpenAPI 3.1 document of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portwright.openapi.combine import one_object
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import AnswerView, MediaView, view_operation
from portwright.openapi.pointer import escape, unescape
from portwright.openapi.subtypes import SUBTYPE_VALUE
from portwright.openapi.upgrade_2_0_parameter import COLLECTION
from portwright.semantics.bound import BoundOperation
from portwright.semantics.lifecycle import SUNSET
from portwright.semantics.selection import Selection
from portwright.semantics.servers import own_server_of

Node = dict[str, Any]
_PROSE = frozenset(
    ("description", "title", "summary", "example", "examples", "externalDocs", "xml")
)
_SCHEMA_MAPS = frozenset(("properties", "$defs", "dependentSchemas"))
_SCHEMA_LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_SCHEMA_SINGLES = frozenset(("items", "additionalProperties", "not", "contains", "propertyNames"))
_PARAMETER_KEYS = (
    *("name", "in", "required", "style", "explode", "allowReserved", "deprecated"),
    COLLECTION,
)
_OPERATION_KEYS = ("deprecated", "security", *SUNSET)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is used of a document beside what is decoded: properties (by pointer) that rules read,
    headers (in small letters) of answers, and events that the vendor sends."""

    properties: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()


def slice_document(
    document: OpenApi,
    selection: Selection,
    operations: Iterable[BoundOperation],
    beside: Beside,
) -> Node:
    """The slice as one value, keys in a fixed order."""
    cutter = _Cutter(document, selection, beside)
    paths: dict[str, Node] = {}
    for operation in sorted(operations, key=lambda item: (item.key, item.method)):
        item = paths.setdefault(operation.key, {})
        item[operation.method.lower()] = cutter.operation(operation)
    info = document.data.get("info", {})
    result: Node = {
        "openapi": "3.1.0",
        "info": {"title": str(info.get("title", "")), "version": str(info.get("version", ""))},
    }
    if servers := document.data.get("servers"):
        result["servers"] = [_without_prose(server) for server in servers]
    if security := document.data.get("security"):
        result["security"] = security
    result["paths"] = paths
    if webhooks := _events(document.data.get("webhooks"), beside.events):
        result["webhooks"] = webhooks
    components: Node = {}
    if schemas := cutter.components():
        components["schemas"] = schemas
    if schemes := document.data.get("components", {}).get("securitySchemes"):
        components["securitySchemes"] = {
            name: _without_prose(schemes[name]) for name in sorted(schemes)
        }
    return {**result, "components": components} if components else result


def _events(declared: Any, wanted: frozenset[str]) -> Node:
    """That they are declared; nothing is made of what they hold."""
    names = declared if isinstance(declared, Mapping) else ()
    return {name: {} for name in sorted(wanted.intersection(names))}


class _Cutter:
    def __init__(self, document: OpenApi, selection: Selection, beside: Beside) -> None:
        self._document = document
        self._headers = beside.headers
        self._events = beside.events
        self._schemas: Schemas = selection.schemas
        self._kept = {
            pointer
            for use in selection.uses.values()
            for name in use.names
            for pointer in use.view.properties.get(name, ())
        } | beside.properties
        self._done: dict[str, Any] = {}
        self._pending: list[str] = []
        self._discriminators: list[Node] = []

    def components(self) -> Node:
        """All component schemas that the copies so far refer to, by name."""
        while self._pending:
            pointer = self._pending.pop()
            if pointer not in self._done:
                self._done[pointer] = None
                self._done[pointer] = self.schema(pointer)
        for discriminator in self._discriminators:
            self._trim_mapping(discriminator)
        return {_name(pointer): self._done[pointer] for pointer in sorted(self._done)}

    def operation(self, operation: BoundOperation) -> Node:
        node = self._document.get(operation.pointer)
        view = view_operation(self._document, operation.pointer)
        if operation.body is not None and operation.body.fields is not None:
            self._kept.update(p for found in operation.body.fields.values() for p in found)
        result: Node = {"operationId": operation.operation_id}
        for key in _OPERATION_KEYS:
            if key in node:
                result[key] = node[key]
        if callbacks := _events(node.get("callbacks"), self._events):
            result["callbacks"] = callbacks
        if (server := own_server_of(self._document, operation.key, operation.pointer)) is not None:
            result["servers"] = [{"url": server}]
        sent = {item.view.pointer for item in operation.parameters}
        parameters = [
            self._parameter(item.pointer)
            for item in view.parameters
            if item.pointer in sent or item.required or self._is_light(item.pointer)
        ]
        if parameters:
            result["parameters"] = parameters
        if operation.body is not None and view.body is not None:
            chosen = [item for item in view.body.media if item.media == operation.body.media]
            result["requestBody"] = self._content(chosen, required=view.body.required)
        result["responses"] = self._responses(view.answers, operation)
        return result

    def _parameter(self, schema: str) -> Node:
        """The parameter whose schema stands at a pointer."""
        owner, found, media = schema.removesuffix("/schema").rpartition("/content/")
        node = self._document.get(owner if found else media)
        kept = {key: node[key] for key in _PARAMETER_KEYS if key in node}
        if not found:
            return {**kept, "schema": self.schema(schema)}
        return {**kept, "content": {unescape(media): {"schema": self.schema(schema)}}}

    def _responses(self, answers: tuple[AnswerView, ...], operation: BoundOperation) -> Node:
        bound = {(item.written or item.pointer, item.media): item for item in operation.answers}
        result: Node = {}
        for answer in answers:
            if answer.status[0] in "13":
                continue
            chosen = [
                replace(item, pointer=found.pointer)
                for item in answer.media
                if (found := bound.get((item.pointer, item.media))) is not None
            ]
            if answer.status[0] != "2":
                self._keep_top(item.pointer for item in chosen if item.pointer is not None)
            content = self._content(chosen) if chosen else {}
            headers = self._answer_headers(operation.pointer, answer.status)
            result[answer.status] = {"description": "", **headers, **content}
        return result

    def _answer_headers(self, operation: str, status: str) -> Node:
        """Those that are read: that they are declared, whatever they hold."""
        responses = self._document.get(operation).get("responses", {})
        node = responses.get(status, responses.get(status.lower(), {}))
        declared = self._document.resolve(node)[1].get("headers", {})
        kept = sorted(name for name in declared if name.lower() in self._headers)
        return {"headers": {name: {"schema": {"type": "string"}} for name in kept}} if kept else {}

    def _keep_top(self, pointers: Iterable[str]) -> None:
        """What an error's body is made of: rules are written about it after the slice was cut."""
        for pointer in pointers:
            view = self._schemas.view(pointer)
            made = one_object(self._schemas.merged(view.arrays) if view.arrays else view)
            for found in made.properties.values() if made is not None else ():
                self._kept.update(found)

    def _content(self, chosen: list[MediaView], *, required: bool = False) -> Node:
        content: Node = {}
        for item in chosen:
            entry: Node = {"schema": self.schema(item.pointer)} if item.pointer else {}
            encoding = self._encoding(item)
            content[item.media] = {**entry, **({"encoding": encoding} if encoding else {})}
        return {"content": content, **({"required": True} if required else {})}

    def _encoding(self, item: MediaView) -> Node:
        """The encoding of the properties that are kept."""
        if item.pointer is None:
            return {}
        node = self._document.get(item.pointer.removesuffix("/schema"))
        encoding = node.get("encoding") if isinstance(node, Mapping) else None
        if not isinstance(encoding, Mapping):
            return {}
        base = f"{item.pointer}/properties/"
        return {
            name: _without_prose(encoding[name])
            for name in sorted(encoding)
            if self._keeps(base + escape(name))
        }

    def schema(self, pointer: str) -> Any:
        """A copy of the schema at a pointer, cut; what it refers to is queued."""
        node = self._document.get(pointer)
        if not isinstance(node, Mapping):
            return node
        self._pending.extend(self._schemas.subtypes(pointer))
        result: Node = {}
        for key in sorted(node):
            if _means_something(key):
                result[key] = self._keyword(key, node[key], f"{pointer}/{escape(key)}")
        self._trim_required(result)
        if node.get("properties") and not result.get("properties"):
            # An object whose fields are all cut is still no map.
            result.pop("additionalProperties", None)
        return result

    def _keyword(self, key: str, value: Any, pointer: str) -> Any:
        if key == "$ref" and isinstance(value, str):
            return self._reference(value)
        if key == "discriminator" and isinstance(value, Mapping):
            self._discriminators.append(_without_prose(value))
            return self._discriminators[-1]
        if key in _SCHEMA_MAPS and isinstance(value, Mapping):
            names = (name for name in sorted(value) if self._keeps(f"{pointer}/{escape(name)}"))
            return {name: self.schema(f"{pointer}/{escape(name)}") for name in names}
        if key == "patternProperties" and isinstance(value, Mapping):
            # What a map holds is in use where the map is.
            return {name: self.schema(f"{pointer}/{escape(name)}") for name in sorted(value)}
        if key in _SCHEMA_LISTS and isinstance(value, list):
            return [self.schema(f"{pointer}/{index}") for index in range(len(value))]
        return self.schema(pointer) if key in _SCHEMA_SINGLES else value

    def _reference(self, target: str) -> str:
        """A component stays where it is; what stands elsewhere becomes a component."""
        self._pending.append(target)
        return f"#/components/schemas/{escape(_name(target))}"

    def _keeps(self, pointer: str) -> bool:
        return pointer in self._kept or self._is_light(pointer)

    def _is_light(self, pointer: str) -> bool:
        """A scalar, or a list or map of scalars."""
        view = self._schemas.view(pointer)
        if view.objects or view.anything:
            return False
        inner = [*view.arrays, *(value for value in view.maps if value is not None)]
        return all(self._schemas.is_scalar((item,)) for item in inner)

    def _trim_mapping(self, discriminator: Node) -> None:
        """A mapping leads to no schema by itself: what nothing else reaches was cut."""
        mapping = discriminator.pop("mapping", {})
        kept = {
            value: f"#/components/schemas/{escape(_name(target))}"
            for value, target in mapping.items()
            if target in self._done
        }
        if kept:
            discriminator["mapping"] = kept

    @staticmethod
    def _trim_required(schema: Node) -> None:
        """What was cut cannot be required; where nothing was declared, nothing was cut."""
        required, properties = schema.get("required"), schema.get("properties")
        if isinstance(required, list) and isinstance(properties, dict):
            kept = [name for name in required if name in properties]
            schema.pop("required")
            if kept:
                schema["required"] = kept


def _name(pointer: str) -> str:
    """The component's name; for a place elsewhere one made of its pointer."""
    plain = pointer.removeprefix("#/components/schemas/")
    if "/" not in plain:
        return unescape(plain)
    return plain.removeprefix("#/").replace("~1", "_").replace("/", "_").strip("_")


def _means_something(key: str) -> bool:
    return key not in _PROSE and (key == SUBTYPE_VALUE or not key.startswith("x-"))


def _without_prose(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _without_prose(value[key])
            for key in sorted(value)
            if key not in _PROSE and not key.startswith("x-")
        }
    return value
