"""Exact decimals, and how a vendor wants them."""

from __future__ import annotations

from typing import Any, Final

from portwright.ir.mapping import Call, Constant
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.semantics.mapping.at import At, made
from portwright.semantics.mapping.kinds import KindName
from portwright.semantics.mapping.transforms.exact import exact
from portwright.semantics.mapping.values import Value

_NUMBERS: Final[frozenset[KindName]] = frozenset(("number", "integer", "string", "decimal"))
_DECIMALS: Final[frozenset[KindName]] = frozenset(("decimal", "integer"))


def decimal(transform: language.DecimalOf, at: At) -> Value | None:
    value = at.operand(transform.decimal, _NUMBERS, "a number")
    return exact(value, at) if value is not None else None


def number(transform: language.NumberOf, at: At) -> Value | None:
    """A JSON number, or text for a vendor that takes text."""
    value = at.operand(transform.number, _DECIMALS, "a decimal")
    if value is None:
        return None
    scale = Constant(int(transform.scale)) if transform.scale is not None else Constant(None)
    wanted = at.target.kind.name
    if wanted == "string":
        return made(Call("fixed", (value.expression, scale)), value, "string")
    if wanted == "integer":
        return made(Call("whole", (value.expression,)), value, "integer")
    return made(Call("number", (value.expression, scale)), value, "number")


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.DecimalOf: decimal,
    language.NumberOf: number,
}
