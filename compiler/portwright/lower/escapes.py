"""Values without a type of their own, in two counts that are never mixed.

An *escape* is what the document types and we do not: generated code says `Any`, and no type checker
watches over it. *Open* is what the document itself says nothing of: it is `Json`, any JSON value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from portwright.ir.integration import Integration, Operation
from portwright.ir.shapes import Anything, Array, Json, Map, Model, Shape, Struct, Union

_Placed: TypeAlias = tuple[Shape, str, str]
"""A shape, the pointer near it, and what holds it."""


@dataclass(frozen=True, slots=True)
class Untyped:
    """`pointer` is of the schema that has no type, `holder` the field, argument or answer."""

    pointer: str
    reason: str
    holder: str


def escapes(integration: Integration) -> list[Untyped]:
    """Each once, by holder."""
    return _untyped(integration, Anything)


def left_open(integration: Integration) -> list[Untyped]:
    """Each once, by holder."""
    return _untyped(integration, Json)


def _untyped(integration: Integration, sort: type[Anything | Json]) -> list[Untyped]:
    found = [
        Untyped(shape.pointer or near, shape.reason, holder)
        for shape, near, holder in _placed(integration)
        if isinstance(shape, sort)
    ]
    return sorted(dict.fromkeys(found), key=lambda item: (item.holder, item.pointer))


def count_values(integration: Integration) -> int:
    """How many fields, arguments and answers there are: what escapes are a share of."""
    fields = sum(len(item.fields) for item in integration.models if isinstance(item, Struct))
    return fields + sum(
        len(item.arguments) + sum(answer.shape is not None for answer in item.answers)
        for item in integration.operations
    )


def _placed(integration: Integration) -> Iterator[_Placed]:
    yield from _of_models(integration.models)
    yield from _of_operations(integration.operations)


def _of_models(models: tuple[Model, ...]) -> Iterator[_Placed]:
    for model in models:
        if isinstance(model, Struct):
            for item in model.fields:
                at = f"{model.pointer}/properties/{item.wire}"
                yield from _inside(item.shape, at, f"{model.name}.{item.name}")


def _of_operations(operations: tuple[Operation, ...]) -> Iterator[_Placed]:
    for operation in operations:
        near = operation.pointer
        for argument in operation.arguments:
            yield from _inside(argument.shape, near, f"{operation.name}({argument.name})")
        for answer in operation.answers:
            if answer.shape is not None:
                yield from _inside(answer.shape, near, f"{operation.name} -> {answer.status}")


def _inside(shape: Shape, near: str, holder: str) -> Iterator[_Placed]:
    match shape:
        case Anything() | Json():
            yield shape, near, holder
        case Array(item):
            yield from _inside(item, near, holder)
        case Map(value):
            yield from _inside(value, near, holder)
        case Union(parts):
            for part in parts:
                yield from _inside(part, near, holder)
