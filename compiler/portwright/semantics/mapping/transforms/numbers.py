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
_IDS: Final[frozenset[KindName]] = frozenset(("id", "string"))
_DECIMALS: Final[frozenset[KindName]] = frozenset(("decimal", "integer"))


def decimal(transform: language.DecimalOf, at: At) -> Value | None:
    value = at.operand(transform.decimal, _NUMBERS, "a number")
    return exact(value, at) if value is not None else None


def number(transform: language.NumberOf, at: At) -> Value | None:
    """A JSON number, or text for a vendor that takes text."""
    wanted = at.target.kind.name
    accepted = _DECIMALS | _IDS if wanted == "integer" else _DECIMALS
    value = at.operand(transform.number, accepted, "`decimal`")
    if value is None:
        return None
    if value.kind.name in _IDS:
        return made(Call("whole_id", (value.expression,)), value, "integer")
    if value.kind.name == "integer" and transform.scale is None:
        text = made(Call("text", (value.expression,)), value, "string")
        return text if wanted == "string" else value
    taken = value.expression
    if value.kind.name == "integer":
        taken = Call("Decimal", (taken,))
    scale = (Constant(int(transform.scale)),) if transform.scale is not None else ()
    if wanted == "string":
        return made(Call("fixed" if scale else "text", (taken, *scale)), value, "string")
    if wanted == "integer":
        return made(Call("whole", (taken,)), value, "integer")
    return made(Call("number", (taken, *scale)), value, "number")


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.DecimalOf: decimal,
    language.NumberOf: number,
}
