"""One operation of a document in effect: parameters, body and answers with their schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from portwright.openapi.effective import SchemaSource
from portwright.openapi.pointer import escape

Where: TypeAlias = Literal["path", "query", "header", "cookie"]
_WHERE: tuple[Where, ...] = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class ParameterView:
    """`pointer` is of its schema; `style` and `explode` with OpenAPI's defaults filled in, or
    `style` is the media type where the parameter is written as one."""

    name: str
    where: Where
    pointer: str
    required: bool
    style: str
    explode: bool


@dataclass(frozen=True, slots=True)
class MediaView:
    """One media type of a body or an answer; `pointer` of its schema, None without one.

    `brackets`: its `encoding` asks for `deepObject`, so that nested names are `a[b]`.
    """

    media: str
    pointer: str | None
    brackets: bool = False


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
        style = node.get("style")
        if not isinstance(style, str):
            style = "form" if where in ("query", "cookie") else "simple"
        explode = node.get("explode")
        schema, media = self._parameter_schema(pointer, node)
        style = media or style
        return ParameterView(
            name,
            where,
            schema,
            node.get("required") is True or where == "path",
            style,
            explode if isinstance(explode, bool) else style in ("form", "deepObject"),
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
        for status in sorted(responses):
            if status.startswith("x-"):
                continue
            pointer, node = self.follow(f"{operation}/responses/{escape(status)}")
            yield AnswerView(_label(status), tuple(self._media(pointer, node)))

    def _media(self, pointer: str, node: Mapping[str, Any]) -> Iterator[MediaView]:
        content = node.get("content")
        if not isinstance(content, Mapping):
            return
        for media in sorted(content):
            base = f"{pointer}/content/{escape(media)}"
            inner = content[media]
            has_schema = isinstance(inner, Mapping) and "schema" in inner
            yield MediaView(media, f"{base}/schema" if has_schema else None, _brackets(inner))


def _label(status: str) -> str:
    """In the letters that OpenAPI asks for: `2XX`, `default`."""
    return status.upper() if status[0].isdigit() else status.lower()


def _brackets(media: object) -> bool:
    encoding = media.get("encoding") if isinstance(media, Mapping) else None
    parts = encoding.values() if isinstance(encoding, Mapping) else ()
    return any(isinstance(part, Mapping) and part.get("style") == "deepObject" for part in parts)
