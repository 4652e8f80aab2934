"""Types of a port as Python annotations: the one place where they are spelled.

A module that uses them imports `datetime as dt`, so that a field called `date` hides nothing.
"""

from __future__ import annotations

from typing import Final

from portwright.ir.port import (
    PortField,
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortScalar,
    PortStream,
    PortType,
)

_SCALARS: Final = {
    "string": "str",
    "int": "int",
    "decimal": "Decimal",
    "bool": "bool",
    "bytes": "bytes",
    "id": "str",
    "money": "Money",
    "instant": "dt.datetime",
    "date": "dt.date",
    "duration": "dt.timedelta",
}


def annotation(type: PortType, *, for_input: bool) -> str:
    """The type as it is read, whose lists nobody can change, or as callers may give it."""
    match type:
        case PortScalar(kind):
            return _SCALARS[kind]
        case PortNamed(name):
            return name
        case PortNullable(item):
            return f"{annotation(item, for_input=for_input)} | None"
        case PortList(item):
            inner = annotation(item, for_input=for_input)
            if for_input:
                return f"Sequence[{inner}]"
            return f"list[{inner}]" if type.container == "list" else f"tuple[{inner}, ...]"
        case PortMap(value):
            container = "Mapping" if for_input else type.container
            return f"{container}[str, {annotation(value, for_input=for_input)}]"
        case PortForeign():
            # Only its own module knows what it means.
            return "Any"
        case PortStream():
            raise TypeError("a stream is a result, not a value")


def field_annotation(field: PortField, *, for_input: bool) -> str:
    """`str | None | UnsetType`"""
    spelled = annotation(field.type, for_input=for_input)
    return f"{spelled} | UnsetType" if field.may_be_unset else spelled


def default(field: PortField) -> str:
    """What a field or an input is without being named; empty where it must be."""
    if field.may_be_unset:
        return "UNSET"
    return "None" if field.has_default else ""


def result_annotation(out: PortType | None, *, is_async: bool) -> str:
    """What a method answers: a stream is an iterator, of one kind or the other."""
    if out is None:
        return "None"
    if isinstance(out, PortStream):
        iterator = "AsyncIterator" if is_async else "Iterator"
        return f"{iterator}[{annotation(out.item, for_input=False)}]"
    return annotation(out, for_input=False)
