"""Whether the new document still takes certain values: those that we know we send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from portwright.diff.limits import Bounds
from portwright.diff.pair import Sides
from portwright.openapi.view import ScalarView

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float, Decimal),
}
_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "exclusiveMaximum": lambda value, limit: value < limit,
    "pattern": lambda value, limit: all(_matches(item, value) for item in limit),
    "multipleOf": lambda value, limit: all(_divides(item, value) for item in limit),
}


def all_accepted(sides: Sides, pointer: str, values: Iterable[Any]) -> bool:
    """Whether each value is one that the schema at a pointer of the new document allows. What is
    not tried here is not promised."""
    view, bounds = sides.new.view(pointer), Bounds(sides.new)
    if view.anything is not None:
        return view.anything.open
    return all(
        _is_of(view.scalars, value) and _is_within(bounds, pointer, value) for value in values
    )


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
    return any(all(_keeps(key, limit, value) for key, limit in item.items()) for item in sets)


def _keeps(key: str, limit: Any, value: Any) -> bool:
    return key in _TESTS and _TESTS[key](value, limit)


def _divides(factor: Any, value: Any) -> bool:
    return Decimal(str(value)) % Decimal(str(factor)) == 0


def _matches(pattern: Any, value: str) -> bool:
    """Patterns are JavaScript's; one that Python does not read refuses what it is asked for, so
    that nothing is promised."""
    try:
        return re.search(str(pattern), value) is not None
    except re.error:
        return False
