"""Numbers as exact decimals: a JSON number that is read so never becomes a float."""

from __future__ import annotations

from dataclasses import replace

from portwright.ir.mapping import Call
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind
from portwright.semantics.mapping.values import Value

_DECIMAL = Kind("decimal", "decimal")


def exact(value: Value, at: At) -> Value:
    """The value as a Decimal. The decoder makes it of a number; of a text or an integer, a call."""
    if value.kind.name == "decimal":
        return value
    if value.kind.name == "number" and value.pointers:
        at.around.selection.exact.update(value.pointers)
        return replace(value, kind=_DECIMAL)
    call = Call("decimal_of", (value.expression,))
    return replace(value, kind=_DECIMAL, expression=call)
