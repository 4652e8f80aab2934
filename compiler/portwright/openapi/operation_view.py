"""One operation of a document in effect: parameters, body and answers with their schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from portwright.openapi.effective import SchemaSource
from portwright.openapi.encoding import Holds, PartView, parts_of, what_it_holds
from portwright.openapi.media_type import is_json, is_multipart_form
from portwright.openapi.pointer import escape
from portwright.openapi.upgrade_2_0_parameter import COLLECTION, DELIMITERS

Where: TypeAlias = Literal["path", "query", "header", "cookie"]
_WHERE: tuple[Where, ...] = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class ParameterView:
    """`pointer` is of its schema; `style` and `explode` with OpenAPI's defaults filled in, or
    `style` is `json` where the parameter is a JSON text. `reserved`: what URLs reserve is sent as
    it is. `delimiter`: what is between the items of a list, where only 2.0 has a word for it."""

    name: str
    where: Where
    pointer: str
    required: bool
    style: str
    explode: bool
    reserved: bool = False
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class MediaView:
    """One media type of a body or an answer; `pointer` of its schema, None without one.

    `holds` says of the schema what chooses the codec: `text`, `binary`, an object with `files`
    among its fields, or something `else`. `parts` are the encodings of single fields.
    """

    media: str
    pointer: str | None
    holds: Holds = "else"
    parts: Mapping[str, PartView] = field(default_factory=dict)

    @property
    def brackets(self) -> bool:
        """Whether an encoding asks for `deepObject`, so that nested names are `a[b]`."""
        return any(part.style == "deepObject" for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class BodyView:
    media: tuple[MediaView, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """`status` is `200`, `4XX` or `default`; no media means no body."""

    status: str
    media: tuple[MediaView, ...]


@dataclass(frozen=True, slots=True)
class OperationView:
    pointer: str
    parameters: tuple[ParameterView, ...]
    body: BodyView | None
    answers: tuple[AnswerView, ...]


def view_operation(document: SchemaSource, pointer: str) -> OperationView:
    """Read the operation at `#/paths/…/<method>`, following references to shared parts."""
    reader = _Reader(document)
    path_item = pointer.rpartition("/")[0]
    _, node = reader.follow(pointer)
    return OperationView(
        pointer,
        tuple(reader.parameters(path_item, pointer)),
        reader.body(pointer) if "requestBody" in node else None,
        tuple(reader.answers(pointer)),
    )


class _Reader:
    def __init__(self, document: SchemaSource) -> None:
        self._document = document

    def follow(self, pointer: str) -> tuple[str, Mapping[str, Any]]:
        """The node at a pointer behind any `$ref`; an empty one where there is none."""
        for _ in range(64):
            try:
                node = self._document.get(pointer)
            except KeyError:
                return pointer, {}
            if not isinstance(node, Mapping):
                return pointer, {}
            target = node.get("$ref")
            if not isinstance(target, str):
                return pointer, node
            pointer = target
        return pointer, {}

    def parameters(self, path_item: str, operation: str) -> Iterator[ParameterView]:
        """Those of the operation first; they replace the path's of the same name and place."""
        seen: set[tuple[str, str]] = set()
        for holder in (operation, path_item):
            found = self.follow(holder)[1].get("parameters")
            for index in range(len(found) if isinstance(found, list) else 0):
                view = self._parameter(f"{holder}/parameters/{index}")
                if view is not None and (view.where, view.name) not in seen:
                    seen.add((view.where, view.name))
                    yield view

    def _parameter(self, pointer: str) -> ParameterView | None:
        pointer, node = self.follow(pointer)
        name, where = node.get("name"), node.get("in")
        if not isinstance(name, str) or where not in _WHERE:
            return None
        schema, media = self._parameter_schema(pointer, node)
        style = "json" if is_json(media) else _style(node, where)
        explode = node.get("explode")
        return ParameterView(
            name,
            where,
            schema,
            node.get("required") is True or where == "path",
            style,
            explode if isinstance(explode, bool) else style in ("form", "deepObject"),
            reserved=node.get("allowReserved") is True,
            delimiter=DELIMITERS.get(str(node.get(COLLECTION)), ""),
        )

    def _parameter_schema(self, pointer: str, node: Mapping[str, Any]) -> tuple[str, str]:
        """The pointer of the schema, and the media type above it if there is one."""
        content = node.get("content")
        if "schema" not in node and isinstance(content, Mapping) and content:
            media = min(content)
            return f"{pointer}/content/{escape(media)}/schema", media
        return f"{pointer}/schema", ""

    def body(self, operation: str) -> BodyView | None:
        pointer, node = self.follow(f"{operation}/requestBody")
        media = tuple(self._media(pointer, node))
        return BodyView(media, node.get("required") is True) if media else None

    def answers(self, operation: str) -> Iterator[AnswerView]:
        responses = self.follow(operation)[1].get("responses")
        if not isinstance(responses, Mapping):
            return
        found: dict[str, list[MediaView]] = {}
        for status in sorted(responses):
            if status.startswith("x-"):
                continue
            pointer, node = self.follow(f"{operation}/responses/{escape(status)}")
            # `2xx` beside `2XX` says more of the same answers.
            found.setdefault(_label(status), []).extend(self._media(pointer, node))
        for label, media in found.items():
            yield AnswerView(label, tuple(media))

    def _media(self, pointer: str, node: Mapping[str, Any]) -> Iterator[MediaView]:
        content = node.get("content")
        if not isinstance(content, Mapping):
            return
        # Where there is no choice, nobody needs to know of files.
        choice = len(content) > 1 and any(map(is_multipart_form, content))
        for media in sorted(content):
            base = f"{pointer}/content/{escape(media)}"
            inner = content[media]
            if not isinstance(inner, Mapping) or "schema" not in inner:
                yield MediaView(media, None)
                continue
            holds = what_it_holds(self.follow, f"{base}/schema", files=choice)
            yield MediaView(media, f"{base}/schema", holds, parts_of(inner))


def _label(status: str) -> str:
    """In the letters that OpenAPI asks for: `2XX`, `default`."""
    return status.upper() if status[0].isdigit() else status.lower()


def _style(node: Mapping[str, Any], where: Where) -> str:
    style = node.get("style")
    if isinstance(style, str):
        return style
    return "form" if where in ("query", "cookie") else "simple"
