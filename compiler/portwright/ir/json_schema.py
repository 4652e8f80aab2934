"""Shapes as JSON Schema (draft 2020-12), in two dialects.

`WIRE` is for people and the harness: wire names, constants closed, null where the vendor may
send it. `GENERATOR` is what the model generator is fed: Python names, open constants spelled as
a union with their type, and `nullable` on what a reader finds as None when it is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Direction,
    Field,
    Json,
    Map,
    Model,
    Named,
    NamedChoice,
    Null,
    Scalar,
    Shape,
    Struct,
    Union,
    is_nullable,
    without_null,
)

Schema = dict[str, Any]
_TYPES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "decimal": {"type": "string", "format": "decimal"},
    "exact": {"type": "number"},
    "bytes": {"type": "string", "format": "binary"},
    "file": {"type": "string", "format": "binary"},
}
# What `runtime/json_values.py` calls them; see decision 11.
_RUNTIME = "portwright_runtime"
_OPEN = {Direction.READ: "Json", Direction.SEND: "JsonInput"}


@dataclass(frozen=True, slots=True)
class Dialect:
    prefix: str
    python_names: bool


WIRE = Dialect("#/schemas/", False)
GENERATOR = Dialect("#/$defs/", True)


def definitions(models: Iterable[Model], dialect: Dialect) -> dict[str, Schema]:
    """All models by name, in the order given."""
    return {model.name: model_schema(model, dialect) for model in models}


def model_schema(model: Model, dialect: Dialect) -> Schema:
    if isinstance(model, NamedChoice):
        return _choice(model.choice, dialect)
    return _struct(model, dialect)


def shape_schema(shape: Shape, dialect: Dialect) -> Schema:
    match shape:
        case Scalar("exact") if dialect.python_names:
            return dict(_TYPES["decimal"])
        case Scalar(kind):
            return dict(_TYPES[kind])
        case Null():
            return {"type": "null"}
        case Named(name):
            return {"$ref": dialect.prefix + name}
        case Array(item):
            return {"type": "array", "items": shape_schema(item, dialect)}
        case Json(direction) if dialect.python_names:
            return {"customTypePath": f"{_RUNTIME}.{_OPEN[direction]}"}
        case Map(Json(Direction.SEND)) if dialect.python_names:
            return {"customTypePath": f"{_RUNTIME}.JsonObjectInput"}
        case Map(value):
            return {"type": "object", "additionalProperties": shape_schema(value, dialect)}
        case Json() | Anything():
            return {}
        case Choice():
            return _choice(shape, dialect)
        case Union(parts):
            return {"anyOf": [shape_schema(part, dialect) for part in parts]}


def _choice(choice: Choice, dialect: Dialect) -> Schema:
    closed: Schema = {**_TYPES[choice.kind], "enum": list(choice.values)}
    if choice.open and dialect.python_names:
        return {"anyOf": [closed, dict(_TYPES[choice.kind])]}
    return closed


def _struct(struct: Struct, dialect: Dialect) -> Schema:
    named = [(field.name if dialect.python_names else field.wire, field) for field in struct.fields]
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(field, struct, dialect) for name, field in named},
    }
    if required := [name for name, field in named if field.required]:
        schema["required"] = required
    return schema


def _field(field: Field, struct: Struct, dialect: Dialect) -> Schema:
    """What is read and may be absent is None then; what is sent keeps UNSET apart from null."""
    if not dialect.python_names:
        return {**shape_schema(field.shape, dialect), **_deviation(field)}
    if struct.direction is Direction.SEND or field.required:
        return shape_schema(field.shape, dialect)
    bare = without_null(field.shape) if is_nullable(field.shape) else field.shape
    return {**shape_schema(bare, dialect), "nullable": True}


def _deviation(field: Field) -> Schema:
    """For the harness, which tells an answer that needs a deviation from one that does not."""
    names = ("missing", "nullable", "extra")
    found = {name: getattr(field.deviation, name) for name in names}
    return {"x-deviation": {k: v for k, v in found.items() if v}} if field.deviation else {}
