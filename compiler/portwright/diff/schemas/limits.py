"""Bounds that hold for the values of one kind that a schema allows: its own, and those of all that
hold with it. Branches of a union each have theirs, so that there may be several sets of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, product
from typing import Any, Literal

from portwright.diff.schemas.words import without_words
from portwright.openapi.effective import Schemas
from portwright.openapi.types_of import COMBINERS, Schema, listed, types_of

Kind = Literal["string", "number", "array", "object"]
Limits = Mapping[str, Any]
"""By keyword: a number where two of them order, else the set of all that hold."""

_LEAST: Mapping[Kind, tuple[str, ...]] = {
    "string": ("minLength",),
    "number": ("minimum", "exclusiveMinimum"),
    "array": ("minItems",),
    "object": ("minProperties",),
}
_MOST: Mapping[Kind, tuple[str, ...]] = {
    "string": ("maxLength",),
    "number": ("maximum", "exclusiveMaximum"),
    "array": ("maxItems",),
    "object": ("maxProperties",),
}
# What is compared as it is written: of two it is not known which allows more.
_EXACT: Mapping[Kind, tuple[str, ...]] = {
    "string": ("pattern", "not", "if", "then", "else"),
    "number": ("multipleOf", "not", "if", "then", "else"),
    "array": ("uniqueItems", "contains", "minContains", "maxContains", "not", "if", "then", "else"),
    "object": (
        *("propertyNames", "dependentRequired", "dependentSchemas"),
        *("not", "if", "then", "else"),
    ),
}
_CONSTANT: Mapping[Kind, tuple[type, ...]] = {"string": (str,), "number": (int, float)}
Pick = Callable[[Any, Any], Any]
TIGHTEST: Mapping[str, Pick] = {
    **{key: max for keys in _LEAST.values() for key in keys},
    **{key: min for keys in _MOST.values() for key in keys},
}
"""Bounds that order, each with the one of two that allows less."""
# Bounds that every value of the kind keeps.
_NO_BOUNDS = (("minLength", 0), ("minItems", 0), ("minProperties", 0))
_MOST_SETS = 16


class Bounds:
    """The sets of limits of the schemas of a document, each found once."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._known: dict[tuple[str, Kind], tuple[Limits, ...]] = {}
        self._active: set[tuple[str, Kind]] = set()

    def of(self, pointers: Iterable[str], kind: Kind) -> tuple[Limits, ...]:
        """The sets of limits on values of a kind that stand at any of the pointers: a value keeps
        one of them. None where no value of the kind may stand there."""
        found = _distinct(found for pointer in pointers for found in self._at(pointer, kind))
        # Constants and types are compared as such; beside other branches they limit one of them.
        return found if len(found) > 1 else tuple(map(_without_constants, found))

    def _at(self, pointer: str, kind: Kind) -> tuple[Limits, ...]:
        key = (pointer, kind)
        if (known := self._known.get(key)) is not None:
            return known
        if key in self._active:
            return ({},)
        self._active.add(key)
        try:
            found = self._known[key] = _distinct(self._found(pointer, kind))
        finally:
            self._active.discard(key)
        return found

    def _found(self, pointer: str, kind: Kind) -> Iterator[Limits]:
        node = self._schemas.node(pointer)
        types = types_of(node)
        if types and kind not in types and not (kind == "number" and "integer" in types):
            return
        parts: list[tuple[Limits, ...]] = [(_own(node, kind, types),)]
        if isinstance(target := node.get("$ref"), str):
            parts.append(self._at(target, kind))
        parts += (self._at(f"{pointer}/allOf/{i}", kind) for i in range(len(listed(node, "allOf"))))
        for combiner in COMBINERS:
            branches = range(len(listed(node, combiner)))
            if branches:
                found = (self._at(f"{pointer}/{combiner}/{i}", kind) for i in branches)
                parts.append(_distinct(chain.from_iterable(found)))
        if len(parts) == 1:
            yield from parts[0]
        else:
            yield from (_together(sets) for sets in product(*map(_few, parts)))


def _own(node: Schema, kind: Kind, types: tuple[str, ...]) -> Limits:
    found: dict[str, Any] = {}
    for key in (*_LEAST[kind], *_MOST[kind]):
        value = node.get(key)
        if _is_number(value) and (key, value) not in _NO_BOUNDS:
            found[key] = value
    values = [node["const"]] if "const" in node else listed(node, "enum")
    if values and kind in _CONSTANT:
        found["enum"] = frozenset(value for value in values if isinstance(value, _CONSTANT[kind]))
    if kind == "number" and "number" not in types and "integer" in types:
        found["whole"] = frozenset((True,))
    if kind == "object" and (names := listed(node, "required")):
        found["required"] = frozenset(name for name in names if isinstance(name, str))
    for key in _EXACT[kind]:
        if node.get(key) not in (None, False):
            found[key] = frozenset((_written(node[key]),))
    return found


def _without_constants(limits: Limits) -> Limits:
    return {key: value for key, value in limits.items() if key not in ("enum", "whole")}


def _written(value: Any) -> Any:
    return json.dumps(without_words(value), sort_keys=True) if isinstance(value, dict) else value


def _together(sets: Iterable[Limits]) -> Limits:
    pooled: dict[str, Any] = {}
    for key, value in (item for limits in sets for item in limits.items()):
        if key not in pooled:
            pooled[key] = value
        elif key in TIGHTEST:
            pooled[key] = TIGHTEST[key](pooled[key], value)
        elif key == "enum":
            pooled[key] &= value
        else:
            pooled[key] |= value
    return pooled


def loosest(sets: tuple[Limits, ...]) -> Limits:
    """What all of several sets ask for."""
    shared = set(sets[0]).intersection(*sets[1:]) if sets else set()
    return {key: _loosest(key, [item[key] for item in sets]) for key in sorted(shared)}


def _loosest(key: str, values: list[Any]) -> Any:
    if key in TIGHTEST:
        return min(values) if TIGHTEST[key] is max else max(values)
    return frozenset.union(*values) if key == "enum" else frozenset.intersection(*values)


def _distinct(found: Iterable[Limits]) -> tuple[Limits, ...]:
    return tuple({frozenset(limits.items()): limits for limits in found}.values())


def _few(sets: tuple[Limits, ...]) -> tuple[Limits, ...]:
    return sets if len(sets) <= _MOST_SETS else (loosest(sets),)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
