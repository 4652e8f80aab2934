"""What a spec sends: `send:` and `request:` with their lines, and the values that can come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diff.change import How
from portwright.diff.known import Entry, joined
from portwright.diff.known_reads import selected, texts_of
from portwright.diff.produced import Produced, production_of
from portwright.ir.shapes import Direction
from portwright.language import mappings as language
from portwright.language.operations import Operation
from portwright.language.record import Table
from portwright.semantics.bound import Bound
from portwright.source.span import Text

_ASKED = frozenset(("param", "field", "header", "limit"))
"""Keys of `paginate:` that say where the next page is asked for."""
_KEYED = frozenset(("header", "query", "field"))
Place = tuple[str, str, str]
"""An operation, where a value is sent (`body`, `query`), and the names that lead to it."""


def sends_of(operation: Operation) -> Iterator[Entry]:
    """All of one operation."""
    yield from selected(operation.send or (), Direction.SEND, How.SENT)
    if operation.request is not None:
        yield from _fields(operation.request, "")
    asked = (name for key, name in texts_of(operation.paginate) if key in _ASKED)
    keyed = (name for key, name in texts_of(operation.safety) if key in _KEYED)
    for how, names in ((How.PAGING, asked), (How.KEY, keyed)):
        yield from (Entry(Direction.SEND, str(name), how, name.span) for name in names)


def _fields(fields: Table[language.Expression], prefix: str) -> Iterator[Entry]:
    for name, expression in fields.items():
        yield from _filled(name, expression, prefix)


def _filled(name: Text, expression: language.Expression, prefix: str) -> Iterator[Entry]:
    path = joined(prefix, name)
    how = How.CONSTANT if isinstance(expression, language.ConstValue) else How.FILLED
    yield Entry(Direction.SEND, path, how, name.span)
    inner: object = expression
    while isinstance(inner, language.Clear):
        inner = inner.clear
    if isinstance(inner, language.ObjectOf | language.EachOf) and inner.fields is not None:
        yield from _fields(inner.fields, path)


def produced_by(bound: Bound) -> Mapping[Place, Produced]:
    """What the mappings of a port make, by place."""
    if bound.adapter is None:
        return {}
    production = production_of(bound.adapter)
    found: dict[Place, Produced] = {}
    for operation in bound.adapter.operations:
        for filled in operation.arguments:
            for path, made in production.fields(filled.expression, filled.wire):
                found[(operation.port.name, filled.where, path)] = made
    return found


def constants_of(bound: Bound) -> Mapping[str, str | None]:
    """The headers that the connection sets, by name in small letters, with their constants."""
    return {
        name.lower(): value.value if value.kind == "const" else None
        for name, value in bound.connection.headers
    }
