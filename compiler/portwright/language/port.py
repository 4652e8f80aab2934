"""The port: what the team's own code speaks, whichever vendor is behind it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.record import (
    NAME,
    NAME_IS,
    TYPE_NAME,
    TYPE_NAME_IS,
    Keys,
    Record,
    Table,
    Words,
    inline,
    key,
    record,
)
from portwright.language.terms import Name, TypeName
from portwright.language.types import Type
from portwright.source.span import Text


@inline("enum")
class EnumType(Record):
    """One of a set of words."""

    enum: tuple[Name, ...] = key("The words.")


_PORT_FILE = r"[^\s\\]+\.port\.yaml"
_PORT_FILE_IS = "the file of another port, such as `common.port.yaml`"
Fields: TypeAlias = Annotated[Table[Type], Keys(NAME, NAME_IS)]
TypeDefinition: TypeAlias = EnumType | Fields


@record()
class PortOperation(Record):
    """One thing that the port can do."""

    in_: Fields = key(
        "Its inputs; one of type `T | unset` may be left out, and that is told from null.",
        default_factory=Table,
    )
    out: Type | None = key("Its result; nothing without.", default=None)
    raises: tuple[TypeName, ...] = key("Errors of the port that it raises.", default=())
    # Last, because the name hides the function from the lines below it.
    key: bool | Annotated[Text, Words("required")] = key(
        "Whether the caller may give the idempotency key, or must.", default=False
    )


@record()
class Port(Record):
    """A port in the team's own terms, shared by its vendors."""

    port: TypeName = key("The name of the port's Protocol.", example="PaymentsPort")
    imports: Annotated[Table[tuple[TypeName, ...]], Keys(_PORT_FILE, _PORT_FILE_IS)] = key(
        "Types of other ports, by the other port's file.", default_factory=Table
    )
    types: Annotated[Table[TypeDefinition], Keys(TYPE_NAME, TYPE_NAME_IS)] = key(
        "Records and enums by name.", default_factory=Table
    )
    errors: Annotated[Table[Fields], Keys(TYPE_NAME, TYPE_NAME_IS)] = key(
        "Domain errors by name, with their fields.", default_factory=Table
    )
    operations: Annotated[Table[PortOperation], Keys(NAME, NAME_IS)] = key(
        "Operations by name.", default_factory=Table
    )
    events: Annotated[Table[Type], Keys(TYPE_NAME, TYPE_NAME_IS)] = key(
        "Domain events by name, with what they carry.", default_factory=Table
    )
