"""Which models an integration's operations need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from portwright.ir.integration import Operation
from portwright.ir.shapes import Array, Map, Model, Named, Shape, Struct, Union


def model_names(model: Model) -> Iterator[str]:
    """The models that one refers to."""
    for field in model.fields if isinstance(model, Struct) else ():
        yield from names_of(field.shape)


def names_of(shape: Shape) -> Iterator[str]:
    """The models that a shape refers to."""
    match shape:
        case Named(name):
            yield name
        case Array(inner) | Map(inner):
            yield from names_of(inner)
        case Union(parts):
            for part in parts:
                yield from names_of(part)


def named_by(operations: Iterable[Operation]) -> Iterator[str]:
    """The models that arguments and answers refer to."""
    for operation in operations:
        for argument in operation.arguments:
            yield from names_of(argument.shape)
        for answer in operation.answers:
            if answer.shape is not None:
                yield from names_of(answer.shape)


def reached(names: Iterable[str], models: Mapping[str, Model]) -> set[str]:
    """These models and all that they lead to."""
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(model_names(models[name]))
    return found
