"""What a port says to a spec: its operations, their inputs, its types, errors and events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.editor.definitions import Definitions
from portwright.editor.offers import Json, offer_with
from portwright.language.port import EnumType, Port, PortOperation
from portwright.language.types import (
    ContainerType,
    NamedType,
    NullableType,
    ScalarType,
    Type,
    UnsetType,
)

# Where a request reads a port's inputs: the keys of transforms that hold a path.
INPUTS = (
    "minor_units", "major_units", "currency_of", "number", "enum", "lookup", "time_to", "clear",
    "split", "each", "object",
)  # fmt: skip
_DEEPEST = 3


def spelled(type_: Type) -> str:
    """A type as the port writes it."""
    match type_:
        case NullableType(item=item):
            return f"{spelled(item)} | null"
        case UnsetType(item=item):
            return f"{spelled(item)} | unset"
        case ContainerType(container=container, item=item):
            return f"{container}<{spelled(item)}>"
        case ScalarType(name=name) | NamedType(name=name):
            return str(name)
        case _:
            return "a type"


def fields_of(port: Port, type_: Type | None) -> dict[str, str]:
    """The fields of a record, or of each record in a list, with their types."""
    fields = _record(port, type_.item if isinstance(type_, ContainerType) else type_)
    return {str(name): spelled(inner) for name, inner in fields.items()}


def records(port: Port) -> dict[str, dict[str, str]]:
    """The records of a port by name, each with its fields and their types."""
    return {
        str(name): {str(key): spelled(type_) for key, type_ in made.items()}
        for name, made in port.types.items()
        if not isinstance(made, EnumType)
    }


def inputs(port: Port, operation: PortOperation) -> dict[str, str]:
    """Paths to what an operation is given, and into its records."""
    return dict(_paths(port, "", operation.in_, 1))


def _paths(
    port: Port, prefix: str, fields: Mapping[str, Type], depth: int
) -> Iterator[tuple[str, str]]:
    for name, type_ in fields.items():
        yield f"{prefix}{name}", spelled(type_)
        if depth < _DEEPEST:
            yield from _paths(port, f"{prefix}{name}.", _record(port, type_), depth + 1)


def _record(port: Port, type_: Type | None) -> Mapping[str, Type]:
    """The fields of a record that may be null or unset; none of what is no record here."""
    while isinstance(type_, NullableType | UnsetType):
        type_ = type_.item
    named = port.types.get(type_.name) if isinstance(type_, NamedType) else None
    return named if named is not None and not isinstance(named, EnumType) else {}


def operations(port: Port, definitions: Definitions) -> Json:
    """The port's operations as names of the spec's; each with its inputs and its result."""
    return {
        str(name): {
            "description": _signature(name, operation),
            "allOf": [{"$ref": "#/$defs/Operation"}, _between(port, operation, definitions)],
        }
        for name, operation in port.operations.items()
    }


def _between(port: Port, operation: PortOperation, definitions: Definitions) -> Json:
    """What stands between the port's names and the vendor's."""
    path = offer_with(inputs(port, operation))
    reads = {**path, "properties": dict.fromkeys(INPUTS, path)}
    result = described(fields_of(port, operation.out))
    return {
        "properties": {
            "request": {"additionalProperties": definitions.share(reads)},
            "if_match": path,
            "response": {"properties": {"fields": {"properties": result}}},
        }
    }


def described(fields: Mapping[str, str]) -> Json:
    """Keys, each with what is shown beside it."""
    return {name: {"description": about} for name, about in fields.items()}


def _signature(name: str, operation: PortOperation) -> str:
    given = ", ".join(f"{key}: {spelled(type_)}" for key, type_ in operation.in_.items())
    result = f" -> {spelled(operation.out)}" if operation.out is not None else ""
    raises = f", raises {', '.join(operation.raises)}" if operation.raises else ""
    return f"{name}({given}){result}{raises}"
