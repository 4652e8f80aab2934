"""What a document says and a package does not keep: each kind once, with the places.

Values are typed all the same; what is lost is a bound, a condition, or keys that nobody named. Only
schemas in use count. A value that loses its type is an escape instead (`lower.escapes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.ir.shapes import Direction
from portwright.lower.shapes import MOST_CONSTANTS
from portwright.openapi.types_of import COMBINERS, inferred, listed
from portwright.openapi.view import View
from portwright.semantics.bound import Bound

Schema = Mapping[str, Any]
Kind = tuple[str, str]

# What sends or reads no value otherwise than without it.
_CONSTRAINTS = frozenset(
    ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern")
) | frozenset(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"))
_CONDITIONS = frozenset(
    ("not", "if", "then", "else", "contains", "propertyNames", "dependentRequired")
) | frozenset(("dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "prefixItems"))
# Those that say no more than the type, or that are read: see `lower.shapes`.
_FORMATS_READ = frozenset(("decimal", "binary", "int32", "int64", "float", "double"))


# The one that hides a property in a direction first: it was looked up before.
_FLAGS = {
    Direction.SEND: ("readOnly", "writeOnly"),
    Direction.READ: ("writeOnly", "readOnly"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """`kind` is a word of the report; `name` says which keyword or format, where there are several.
    Pointers are of the 3.1-shaped document."""

    kind: str
    name: str
    pointers: tuple[str, ...]


def losses(bound: Bound) -> tuple[Loss, ...]:
    """By kind and name; pointers in their order."""
    found: dict[Kind, set[str]] = {}
    for kind, pointer in (*_of_schemas(bound), *_of_objects(bound)):
        found.setdefault(kind, set()).add(pointer)
    return tuple(Loss(*kind, tuple(sorted(found[kind]))) for kind in sorted(found))


def inferred_types(bound: Bound) -> tuple[str, ...]:
    """The schemas in use whose type is not declared but implied by other keywords."""
    return tuple(sorted(pointer for pointer, node, _ in bound.schemas.read() if inferred(node)))


def _of_schemas(bound: Bound) -> Iterator[tuple[Kind, str]]:
    for pointer, node, view in bound.schemas.read():
        for kind in (*_keywords(node), *_of_view(node, view)):
            yield kind, pointer
        if bound.schemas.subtypes(pointer):
            yield ("merged_objects", ""), pointer
        if bound.schemas.loses_subtypes(pointer):
            yield ("discriminator", ""), pointer


def _keywords(node: Schema) -> Iterator[Kind]:
    for key, value in node.items():
        if key in _CONSTRAINTS:
            yield "constraint", key
        elif key in _CONDITIONS:
            yield "condition", key
        elif key == "uniqueItems" and value is True:
            yield "constraint", key
        elif key == "format" and isinstance(value, str) and value not in _FORMATS_READ:
            yield "format", value
        elif key == "patternProperties":
            yield "key_patterns", ""


def _of_view(node: Schema, view: View) -> Iterator[Kind]:
    if node.get("additionalProperties") not in (None, False) and node.get("properties"):
        yield "extra_keys", ""
    if view == View(view.pointer):
        yield "allows_nothing", ""
    if len(view.objects) > 1 and any(listed(node, key) for key in COMBINERS):
        yield "merged_objects", ""
    yield from _of_constants(node)


def _of_constants(node: Schema) -> Iterator[Kind]:
    values = listed(node, "enum")
    if not values:
        return
    kinds = set(map(type, values)) - {type(None)}
    if len(kinds) > 1:
        yield "mixed_enum", ""
    if not kinds.isdisjoint((float, list, dict)) or len(values) > MOST_CONSTANTS:
        yield "constants", ""


def _of_objects(bound: Bound) -> Iterator[tuple[Kind, str]]:
    """What is required and has no schema cannot be sent, and nothing reads it; what is read-only
    and write-only is in no model."""
    for (direction, *_), use in bound.selection.uses.items():
        if use.view.required - use.view.properties.keys():
            yield ("required_without_schema", ""), use.view.identity.partition("|")[0]
        # What is hidden in both directions is not in use.
        for name in use.view.properties.keys() - use.names:
            pointers = use.view.properties[name]
            if all(bound.schemas.is_flag(pointers, flag) for flag in _FLAGS[direction]):
                yield ("never_sent_or_read", ""), pointers[0]
