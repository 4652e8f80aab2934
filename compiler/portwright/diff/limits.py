"""Bounds that hold for a value of a schema: its own, and those of all that hold with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from portwright.openapi.effective import Schemas
from portwright.openapi.types_of import COMBINERS, listed

Limits = Mapping[str, Any]

Pick = Callable[[Any, Any], Any]
TIGHTEST: Mapping[str, Pick] = {
    **dict.fromkeys(("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties"), max),
    **dict.fromkeys(("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties"), min),
}
"""Bounds that order, each with the one of two that allows less."""
EXACT = ("pattern", "multipleOf", "uniqueItems")
"""Bounds of which two either agree or cannot be ordered."""
_DEEPEST = 32


def limits_of(schemas: Schemas, pointers: tuple[str, ...]) -> Limits:
    """The bounds on a value that stands at any of the pointers: what all of them ask for."""
    found = [dict(_pooled(schemas, pointer)) for pointer in pointers]
    if not found:
        return {}
    shared = set(found[0]).intersection(*found[1:])
    return {key: _loosest(key, [item[key] for item in found]) for key in sorted(shared)}


def _loosest(key: str, values: list[Any]) -> Any:
    if key in TIGHTEST:
        return min(values) if TIGHTEST[key] is max else max(values)
    return values[0] if all(value == values[0] for value in values) else None


def _pooled(schemas: Schemas, pointer: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    pooled: dict[str, Any] = {}
    for key, value in _all(schemas, pointer, depth):
        both = key in pooled and key in TIGHTEST
        pooled[key] = TIGHTEST[key](pooled[key], value) if both else value
    yield from pooled.items()


def _all(schemas: Schemas, pointer: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _DEEPEST:
        return
    node = schemas.node(pointer)
    if isinstance(target := node.get("$ref"), str):
        yield from _all(schemas, target, depth + 1)
    yield from ((key, node[key]) for key in TIGHTEST if _is_number(node.get(key)))
    yield from ((key, node[key]) for key in EXACT if node.get(key) not in (None, False))
    for index in range(len(listed(node, "allOf"))):
        yield from _all(schemas, f"{pointer}/allOf/{index}", depth + 1)
    for combiner in COMBINERS:
        branches = [
            f"{pointer}/{combiner}/{index}"
            for index in range(len(listed(node, combiner)))
            if not _is_null(schemas, f"{pointer}/{combiner}/{index}")
        ]
        if len(branches) == 1:
            yield from _all(schemas, branches[0], depth + 1)


def _is_null(schemas: Schemas, pointer: str) -> bool:
    return schemas.node(pointer).get("type") == "null"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
