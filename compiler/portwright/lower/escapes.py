"""Where an integration falls back on `Any`: what a type checker cannot watch over, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.ir.integration import Integration, Operation
from portwright.ir.shapes import Anything, Array, Map, Model, Shape, Struct, Union


@dataclass(frozen=True, slots=True)
class Escape:
    """`pointer` is of the schema that has no type, `holder` the field, argument or answer."""

    pointer: str
    reason: str
    holder: str


def escapes(integration: Integration) -> list[Escape]:
    """Each once, by holder."""
    found = [*_of_models(integration.models), *_of_operations(integration.operations)]
    return sorted(dict.fromkeys(found), key=lambda item: (item.holder, item.pointer))


def count_values(integration: Integration) -> int:
    """How many fields, arguments and answers there are: what escapes are a share of."""
    fields = sum(len(item.fields) for item in integration.models if isinstance(item, Struct))
    return fields + sum(
        len(item.arguments) + sum(answer.shape is not None for answer in item.answers)
        for item in integration.operations
    )


def _of_models(models: tuple[Model, ...]) -> Iterator[Escape]:
    for model in models:
        if isinstance(model, Struct):
            for item in model.fields:
                at = f"{model.pointer}/properties/{item.wire}"
                yield from _inside(item.shape, at, f"{model.name}.{item.name}")


def _of_operations(operations: tuple[Operation, ...]) -> Iterator[Escape]:
    for operation in operations:
        for argument in operation.arguments:
            yield from _inside(
                argument.shape, operation.pointer, f"{operation.name}({argument.name})"
            )
        for answer in operation.answers:
            if answer.shape is not None:
                holder = f"{operation.name} -> {answer.status}"
                yield from _inside(answer.shape, operation.pointer, holder)


def _inside(shape: Shape, near: str, holder: str) -> Iterator[Escape]:
    match shape:
        case Anything(reason, pointer):
            yield Escape(pointer or near, reason, holder)
        case Array(item):
            yield from _inside(item, near, holder)
        case Map(value):
            yield from _inside(value, near, holder)
        case Union(parts):
            for part in parts:
                yield from _inside(part, near, holder)
