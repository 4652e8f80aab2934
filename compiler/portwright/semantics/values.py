"""Values of test cases: nodes of the spec read by the vendor's schemas."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Json
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.openapi.view import ScalarView, View
from portwright.rules.binding import bad_case_value
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode, only_scalar

_WORDS: dict[str, bool] = {"true": True, "false": False}
_NAMES = {"integer": "an integer", "number": "a number", "boolean": "true or false"}


class ValueReader:
    """Reads nodes as JSON values; what does not fit is reported and read as text."""

    def __init__(self, schemas: Schemas, sink: Diagnostics) -> None:
        self._schemas = schemas
        self._sink = sink

    def read(self, node: Node, pointers: tuple[str, ...], path: str) -> Json:
        view = self._schemas.merged(pointers)
        if view.anything is not None:
            return plain(node)
        match node:
            case ScalarNode():
                return self._scalar(node, view, path)
            case SequenceNode(items=items):
                if not view.arrays:
                    self._report(node, path, view)
                    return plain(node)
                return [
                    self.read(item, view.arrays, f"{path}[{i}]") for i, item in enumerate(items)
                ]
            case MappingNode():
                return self._mapping(node, view, path)

    def _mapping(self, node: MappingNode, view: View, path: str) -> Json:
        made = one_object(view)
        if made is None and not view.maps:
            self._report(node, path, view)
            return plain(node)
        values = tuple(value for value in view.maps if value is not None)
        result: dict[str, Json] = {}
        for key, child in node.entries:
            pointers = (made.properties.get(key.text) if made else None) or values
            inner = f"{path}.{key.text}"
            if pointers:
                result[key.text] = self.read(child, pointers, inner)
            elif view.maps:
                result[key.text] = plain(child)
            else:
                known = made.properties if made is not None else ()
                self._sink.add(bad_case_value.report_field(key.span, inner, key.text, known))
        return result

    def _scalar(self, node: ScalarNode, view: View, path: str) -> Json:
        if node.is_null and view.nullable:
            return None
        for scalar in sorted(view.scalars, key=lambda item: item.kind == "string"):
            value = _as(scalar, node)
            if value is not None:
                return value
        self._report(node, path, view)
        return node.text

    def _report(self, node: Node, path: str, view: View) -> None:
        expected = " or ".join(_expected(view))
        self._sink.add(bad_case_value.report(node.span, path, expected, _meant(node, view)))


def _meant(node: Node, view: View) -> str | None:
    """A scalar without the list around it, or with the list that is missing."""
    if view.scalars and (only := only_scalar(node)) is not None:
        return only.text
    if isinstance(node, ScalarNode) and view.arrays and not node.is_null:
        return f"[{node.text}]"
    return None


def plain(node: Node) -> Json:
    """A node without a schema: whole numbers, true, false and null; all else is text."""
    match node:
        case ScalarNode(text=text, quoted=quoted):
            if quoted:
                return text
            if node.is_null:
                return None
            return _WORDS.get(text, int(text) if text.isdecimal() and len(text) < 18 else text)
        case SequenceNode(items=items):
            return [plain(item) for item in items]
        case MappingNode(entries=entries):
            return {key.text: plain(value) for key, value in entries}


def _as(view: ScalarView, node: ScalarNode) -> Json:
    value = _converted(view.kind, node)
    if value is None or (view.values is not None and value not in view.values):
        return None
    return value


def _converted(kind: str, node: ScalarNode) -> str | int | float | bool | None:
    if kind == "string":
        return node.text
    if node.quoted:
        return None
    if kind == "boolean":
        return _WORDS.get(node.text)
    try:
        return int(node.text) if kind == "integer" else float(node.text)
    except ValueError:
        return None


def _shown(value: object) -> object:
    return value if value != "" else '""'


def _expected(view: View) -> Iterator[str]:
    for scalar in view.scalars:
        if scalar.values is not None:
            yield "one of " + ", ".join(f"`{_shown(value)}`" for value in scalar.values[:8])
        else:
            yield _NAMES.get(scalar.kind, "text")
    if view.arrays:
        yield "a list"
    if view.objects or view.maps:
        yield "a map"
    if view.nullable:
        yield "null"
