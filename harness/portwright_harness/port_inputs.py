"""JSON values to what a method of a port takes, by the method's type hints.

msgspec reads the leaves. It would take money for the dataclass that it is, and not for the text of
a spec, and it knows no abstract collections; so the way down to the leaves is gone here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from portwright_runtime import Money


class InputError(Exception):
    """A value that a type hint has no place for; the text says where in it."""


def typed(value: object, hint: Any, place: str) -> object:
    """The value with the types of the hint; raises InputError."""
    if hint is Money:
        return _money(value, place)
    if get_origin(hint) in (Union, types.UnionType):
        return _either(value, get_args(hint), place)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(value, hint, place)
    if isinstance(value, list) and (items := get_args(hint)):
        found = [typed(item, items[0], f"{place}[{at}]") for at, item in enumerate(value)]
        return tuple(found) if get_origin(hint) is tuple else found
    if isinstance(value, dict) and len(pair := get_args(hint)) == 2:
        return {key: typed(item, pair[1], f"{place}.{key}") for key, item in value.items()}
    return _leaf(value, hint, place)


def _money(value: object, place: str) -> Money:
    try:
        return Money.parse(str(value))
    except ValueError as error:
        raise InputError(f"{place}: {error}") from None


def _either(value: object, hints: tuple[Any, ...], place: str) -> object:
    """The first of a union that fits; a value that is given is never UNSET."""
    reasons = []
    for hint in hints:
        if hint is msgspec.UnsetType:
            continue
        try:
            return typed(value, hint, place)
        except InputError as error:
            reasons.append(error)
    raise reasons[0]


def _record(value: object, hint: type[Any], place: str) -> object:
    if not isinstance(value, Mapping):
        raise InputError(f"{place}: expected an object for {hint.__name__}")
    hints = get_type_hints(hint)
    unknown = sorted(value.keys() - hints.keys())
    if unknown:
        raise InputError(f"{place}: {hint.__name__} has no field `{unknown[0]}`")
    fields = {name: typed(child, hints[name], f"{place}.{name}") for name, child in value.items()}
    try:
        return hint(**fields)
    except TypeError as error:
        raise InputError(f"{place}: {error}") from None


def _leaf(value: object, hint: Any, place: str) -> object:
    try:
        return msgspec.convert(value, hint)
    except (msgspec.ValidationError, TypeError) as error:
        raise InputError(f"{place}: {error}") from None
