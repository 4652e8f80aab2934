"""Schemas of OpenAPI 3.0 as JSON Schema 2020-12, one schema at a time, children first.

Also applied to 3.1 documents: many of them keep `nullable` and friends, whose meaning is plain.
`format` stays as it is (`binary` and `byte` too): readers know it, and nothing is lost.
"""

from __future__ import annotations

from typing import Any

from portwright.openapi.pointer import Node

_OLD_KEYWORDS = frozenset(
    ("nullable", "x-nullable", "example", "exclusiveMinimum", "exclusiveMaximum")
)
_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_NULL_FLAGS = ("nullable", "x-nullable")
_NULL: Node = {"type": "null"}
_REFUSE_NULL = ("$ref", "allOf")
_TAKE_NULL = ("type", "enum", "const", "anyOf", "oneOf")


def to_3_1(schema: Node) -> Node:
    """The schema in words of 3.1; the same object when there is nothing to change."""
    if _OLD_KEYWORDS.isdisjoint(schema):
        return schema
    result = dict(schema)
    _number_bounds(result)
    _examples(result)
    nullable = [result.pop(flag, False) for flag in _NULL_FLAGS]
    return _with_null(result) if any(nullable) else result


def wraps(schema: Any) -> bool:
    """Whether `to_3_1` moves what stands in `schema` one level down, into an `anyOf`."""
    return (
        isinstance(schema, dict)
        and any(schema.get(flag) in (True, "true") for flag in _NULL_FLAGS)
        and any(word in schema for word in _REFUSE_NULL)
    )


def _number_bounds(schema: Node) -> None:
    """`minimum: 3, exclusiveMinimum: true` becomes `exclusiveMinimum: 3`."""
    for exclusive, inclusive in _BOUNDS:
        flag = schema.get(exclusive)
        if not isinstance(flag, bool):
            continue
        del schema[exclusive]
        if flag and inclusive in schema:
            schema[exclusive] = schema.pop(inclusive)


def _examples(schema: Node) -> None:
    if "example" in schema:
        example = schema.pop("example")
        schema.setdefault("examples", [example])


def _with_null(schema: Node) -> Node:
    """Null allowed in addition."""
    if any(word in schema for word in _REFUSE_NULL):
        return _wrapped(schema)
    if not any(word in schema for word in _TAKE_NULL):
        # It has no type to add null to; what it means depends on where it stands.
        return {**schema, "nullable": True}
    declared = schema.get("type")
    if isinstance(declared, str) and declared != "null":
        schema["type"] = [declared, "null"]
    elif isinstance(declared, list) and "null" not in declared:
        schema["type"] = [*declared, "null"]
    for union in ("anyOf", "oneOf"):
        if union in schema and not any(_allows_null(branch) for branch in schema[union]):
            schema[union] = [*schema[union], _NULL]
    # 3.0.3 wants null listed in the enum as well; few authors know, and the intent is plain.
    if "enum" in schema and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    if "const" in schema and schema["const"] is not None:
        schema["enum"] = [schema.pop("const"), None]
    return schema


def _wrapped(schema: Node) -> Node:
    """A reference cannot allow null by itself: it becomes one branch, null the other."""
    outside = {key: value for key, value in schema.items() if _is_annotation(key)}
    inside = {key: value for key, value in schema.items() if not _is_annotation(key)}
    return {**outside, "anyOf": [inside, _NULL]}


_ANNOTATIONS = frozenset(
    ("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly")
)


def _is_annotation(key: str) -> bool:
    return key in _ANNOTATIONS or key.startswith("x-")


def _allows_null(branch: Any) -> bool:
    if not isinstance(branch, dict):
        return branch is True
    declared = branch.get("type")
    return declared == "null" or (isinstance(declared, list) and "null" in declared)
