"""Mappings after binding: still in terms of the vendor's document."""

from __future__ import annotations

from dataclasses import dataclass

from portwright.ir.mapping import Expression, RaisedError, ScalarValue
from portwright.ir.port import Port, PortOperation, PortType, bare


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table whose types are the port's, or pointers of a vendor's schema."""

    name: str
    entries: tuple[tuple[ScalarValue, Expression], ...]
    key: PortType | tuple[str, ...]
    value: PortType | tuple[str, ...]
    operation: str = ""

    def is_like(self, other: BoundTable) -> bool:
        """Whether one serves for both: what a mapping reads may stand at several pointers."""
        sides = _are_like(self.key, other.key) and _are_like(self.value, other.value)
        return sides and self.entries == other.entries


def _are_like(side: PortType | tuple[str, ...], other: PortType | tuple[str, ...]) -> bool:
    if isinstance(side, tuple) or isinstance(other, tuple):
        return isinstance(side, tuple) and isinstance(other, tuple)
    return bare(side) == bare(other)


@dataclass(frozen=True, slots=True)
class BoundMapper:
    """A function from a vendor's value to the port's; `operation` scopes inline schemas. `plain`
    is the kind of an answer without a schema: a text, or bytes."""

    name: str
    pointers: tuple[str, ...]
    operation: str
    title: str
    result: PortType
    body: Expression
    reads_headers: bool = False
    plain: str = ""
    takes_null: bool = False


@dataclass(frozen=True, slots=True)
class BoundSendMapper:
    """A function from a type of the port to an object that is sent."""

    name: str
    source: PortType
    pointers: tuple[str, ...]
    operation: str
    title: str
    body: Expression


@dataclass(frozen=True, slots=True)
class Filled:
    """An argument of the wire method, by where it goes and its wire name."""

    where: str
    wire: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class BoundAdapterOperation:
    """An operation of the port and the wire operation of the same name.

    `inputs` are those of the port as `builder` calls them, the function that makes the request.
    `result` is the one that reads the answer, or an item of a stream's page ("" for none), `where`
    the one that says which items are taken ("" for all). `null_on_not_found`: what is not there
    makes the result null.
    """

    port: PortOperation
    inputs: tuple[str, ...]
    builder: str
    arguments: tuple[Filled, ...]
    result: str
    if_match: Expression | None = None
    reads_headers: bool = False
    null_on_not_found: bool = False
    where: str = ""
    takes_key: bool = False


@dataclass(frozen=True, slots=True)
class BoundAdapter:
    """Everything that the adapter of a vendor is made of."""

    port: Port
    operations: tuple[BoundAdapterOperation, ...]
    mappers: tuple[BoundMapper, ...]
    send_mappers: tuple[BoundSendMapper, ...]
    tables: tuple[BoundTable, ...]
    raised: tuple[RaisedError, ...]
    exponents: tuple[tuple[str, int], ...]
