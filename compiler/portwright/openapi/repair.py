"""How a scalar or a plain list of the wrong form is read: as what it obviously means, or not."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from portwright.openapi.grammar import GONE, Field, Shape

_FLAGS = {"true": True, "false": False}


def repaired(field: Field, value: Any) -> Any:
    """`value` itself when it is right, what it is read as, or GONE."""
    repair = _BY_SHAPE.get(field.shape)
    return GONE if repair is None else repair(field, value)


def _scalar(field: Field, value: Any) -> Any:
    if type(value) not in field.types:
        value = _converted(field.types, value)
    if field.allowed is not None and value is not GONE and value not in field.allowed:
        return GONE
    return value


def _converted(types: frozenset[type], value: Any) -> Any:
    """`12` as a text, `"12"` as a number, `"true"` as a flag."""
    if str in types:
        return str(value) if type(value) is int else GONE
    if type(value) is not str:
        return GONE
    if bool in types and value.lower() in _FLAGS:
        return _FLAGS[value.lower()]
    return _number(value) if int in types else GONE


def _number(text: str) -> Any:
    for parse in (int, float):
        try:
            number = parse(text)
        except ValueError:
            continue
        return number if math.isfinite(number) else GONE
    return GONE


def _texts(_: Field, value: Any) -> Any:
    if value is None:
        return []
    if type(value) is not list:
        return GONE
    if all(type(item) is str for item in value):
        return value
    return [str(item) for item in value if type(item) in (str, int)]


def _values(_: Field, value: Any) -> Any:
    return value if type(value) is list and value else GONE


def _type(field: Field, value: Any) -> Any:
    assert field.allowed is not None
    if type(value) is str:
        return value if value in field.allowed else _near_type(value, field.allowed)
    if type(value) is not list:
        return GONE
    if all(type(item) is str and item in field.allowed for item in value) and value:
        return value
    names = [_near_type(item, field.allowed) for item in value if type(item) is str]
    return [name for name in names if name is not GONE] or GONE


def _near_type(name: str, allowed: frozenset[str]) -> Any:
    """`Boolean` and `boolean,` are `boolean`."""
    plain = name.strip(" ,;.").lower()
    return plain if plain in allowed else GONE


_BY_SHAPE: Mapping[Shape, Callable[[Field, Any], Any]] = {
    Shape.SCALAR: _scalar,
    Shape.TEXTS: _texts,
    Shape.VALUES: _values,
    Shape.TYPE: _type,
}
