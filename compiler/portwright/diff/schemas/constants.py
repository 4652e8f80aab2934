"""Constants that we know we send: whether the new document still takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from portwright.diff.pair import Sides
from portwright.diff.schemas.limits import Bounds, Limits
from portwright.diff.schemas.patterns import found
from portwright.openapi.view import ScalarView

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float, Decimal),
}
# None where a limit cannot be tried.
_TESTS: Mapping[str, Callable[[Any, Any], bool | None]] = {
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "exclusiveMaximum": lambda value, limit: value < limit,
    "pattern": lambda value, limit: _all(found(item, value) for item in limit),
    "multipleOf": lambda value, limit: all(divides(item, value) for item in limit),
    "enum": lambda value, limit: value in limit,
}


def all_accepted(sides: Sides, pointer: str, values: Iterable[Any]) -> bool:
    """Whether each value is one that the schema at a pointer of the new document allows. What
    cannot be tried is not promised."""
    view, bounds = sides.new.view(pointer), Bounds(sides.new)
    if view.anything is not None:
        return view.anything.open
    return all(
        _is_of(view.scalars, value) and _is_within(bounds, pointer, value) for value in values
    )


def refused(values: Iterable[Any], sets: Iterable[Limits]) -> list[Any]:
    """The values that keep none of the sets of limits. What cannot be tried is kept."""
    known = tuple(sets)
    return [value for value in values if all(_keeps(value, limits) is False for limits in known)]


def divides(small: Any, large: Any) -> bool:
    """Whether one number is a multiple of another, as they are written in decimals."""
    try:
        return Decimal(str(large)) % Decimal(str(small)) == 0
    except ArithmeticError:
        return False


def _is_of(scalars: Iterable[ScalarView], value: Any) -> bool:
    return any(
        _is_kind(value, item.kind) and (item.values is None or value in item.values)
        for item in scalars
    )


def _is_kind(value: Any, kind: str) -> bool:
    fits = isinstance(value, _KINDS.get(kind, ()))
    return fits and (kind == "boolean" or not isinstance(value, bool))


def _is_within(bounds: Bounds, pointer: str, value: Any) -> bool:
    if isinstance(value, bool):
        return True
    sets = bounds.of((pointer,), "string" if isinstance(value, str) else "number")
    return any(_keeps(value, limits) is True for limits in sets)


def _keeps(value: Any, limits: Limits) -> bool | None:
    """Whether a value keeps all limits of a set; None where that cannot be told."""
    return _all(
        _TESTS[key](value, limit) if key in _TESTS else None for key, limit in limits.items()
    )


def _all(answers: Iterable[bool | None]) -> bool | None:
    known = set(answers)
    return False if False in known else None if None in known else True
