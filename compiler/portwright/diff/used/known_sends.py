"""What a spec sends: `send:` and `request:` with their lines, and the values that can come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portwright.diff.change import How
from portwright.diff.used.known import Entry, joined
from portwright.diff.used.known_reads import selected, texts_of
from portwright.diff.used.produced import Produced, production_of
from portwright.ir.shapes import Direction
from portwright.language import mappings as language
from portwright.language.operations import Operation
from portwright.language.record import Table
from portwright.language.spec import Spec
from portwright.semantics.bound import Bound
from portwright.source.span import Text

_ASKED = frozenset(("param", "field", "header", "limit"))
"""Keys of `paginate:` that say where the next page is asked for."""
_KEYED = frozenset(("header", "query", "field"))
Filled = tuple[str, str, str]
"""An operation, where a value is sent (`body`, `query`), and the names that lead to it."""


def sends_of(spec: Spec, operation: Operation) -> Iterator[Entry]:
    """All of one operation."""
    yield from selected(operation.send or (), Direction.SEND, How.SENT)
    if operation.request is not None:
        yield from _Sending(spec).fields(operation.request)
    asked = (name for key, name in texts_of(operation.paginate) if key in _ASKED)
    keyed = (name for key, name in texts_of(operation.safety) if key in _KEYED)
    for how, names in ((How.PAGING, asked), (How.KEY, keyed)):
        yield from (Entry(Direction.SEND, str(name), how, name.span) for name in names)


@dataclass(frozen=True, slots=True)
class _Sending:
    """`prefix` are the names that lead to what is filled; `inside` the mappings that are being
    read, for one may use itself."""

    spec: Spec
    prefix: str = ""
    inside: tuple[str, ...] = ()

    def fields(self, found: Table[language.Expression]) -> Iterator[Entry]:
        for name, expression in found.items():
            path = joined(self.prefix, name)
            how = How.CONSTANT if isinstance(expression, language.ConstValue) else How.FILLED
            yield Entry(Direction.SEND, path, how, name.span)
            yield from replace(self, prefix=path)._below(expression)

    def _below(self, found: object) -> Iterator[Entry]:
        """What an expression fills inside the value that it makes."""
        match found:
            case (
                language.ObjectOf(use=use, fields=fields) | language.EachOf(use=use, fields=fields)
            ):
                yield from self._used(use)
                if fields is not None:
                    yield from self.fields(fields)
            case language.Clear(clear=inner) | language.DefaultOf(default=inner):
                yield from self._below(inner)
            case language.FirstOf(first_of=parts) | language.ListOf(list=parts):
                for part in parts:
                    yield from self._below(part)

    def _used(self, use: Text | None) -> Iterator[Entry]:
        if use is not None and use in self.spec.mappings and use not in self.inside:
            inner = replace(self, inside=(*self.inside, str(use)))
            yield from inner.fields(self.spec.mappings[use].fields)


def produced_by(bound: Bound) -> Mapping[Filled, Produced]:
    """What the mappings of a port make, by place."""
    if bound.adapter is None:
        return {}
    production = production_of(bound.adapter)
    found: dict[Filled, Produced] = {}
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
