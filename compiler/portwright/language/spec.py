"""The spec: one file for each vendor."""

from __future__ import annotations

from typing import Annotated, Final

from portwright.language.cases import Tests
from portwright.language.connection import UNREAD_CONNECTION, Connection
from portwright.language.errors import Errors
from portwright.language.mappings import FunctionName, Mapping
from portwright.language.operations import Operation
from portwright.language.policies import Limit, Policy
from portwright.language.quantities import Count
from portwright.language.record import (
    NAME,
    NAME_IS,
    NOWHERE,
    Keys,
    Record,
    Table,
    UnreadTable,
    inline,
    key,
    record,
)
from portwright.language.terms import Name
from portwright.language.webhooks import Webhook
from portwright.source.span import Text

VERSION: Final = 1


@record(short="document")
class OpenApiFiles(Record):
    """The vendor's document, and what the team adds to it."""

    document: Text = key("The document's file, relative to the spec.")
    additions: Text | None = key(
        "A fragment written by hand, merged over the document.", default=None
    )


@inline("python")
class PythonPort(Record):
    """A port that is the team's own Python, read and never run."""

    python: FunctionName = key("The Protocol's dotted name.", example="shop.ports.PaymentsPort")


@record()
class Currencies(Record):
    """A vendor's own idea of minor units."""

    exponents: Annotated[Table[Count], Keys(r"[A-Z]{3}", "a currency's code, such as `ISK`")] = key(
        "How many digits a currency has behind the point, by its code."
    )


UNREAD_FILES: Final = OpenApiFiles(document=Text("", NOWHERE.span))
"""Stands for files that could not be read."""

UNREAD_VENDOR: Final = Text("vendor", NOWHERE.span)
"""Stands for a vendor's name that could not be read."""


@record()
class Spec(Record):
    """An integration with one vendor."""

    spec: Count = key("The version of this language.", exactly=str(VERSION), stand_in=VERSION)
    vendor: Name = key(
        "The vendor's name; the generated package has it too.", stand_in=UNREAD_VENDOR
    )
    port: Text | PythonPort | None = key(
        "The port's file, relative to the spec, or the team's own Protocol.", default=None
    )
    openapi: OpenApiFiles = key("The vendor's OpenAPI document.", stand_in=UNREAD_FILES)
    connection: Connection = key(
        "How to reach the vendor, and as whom.", stand_in=UNREAD_CONNECTION
    )
    currencies: Currencies | None = key(
        "Where the vendor's minor units differ from ISO 4217.", default=None
    )
    limits: tuple[Limit, ...] = key("The vendor's limits, kept on our side.", default=())
    policies: Annotated[Table[Policy], Keys(NAME, NAME_IS)] = key(
        "Deadlines, retries and the like, by name; `default` holds without a name.",
        default_factory=Table,
    )
    errors: Errors | None = key("What the vendor's errors look like and mean.", default=None)
    mappings: Annotated[Table[Mapping], Keys(NAME, NAME_IS)] = key(
        "How vendor schemas become types of the port.", default_factory=Table
    )
    operations: Annotated[Table[Operation], Keys(NAME, NAME_IS)] = key(
        "The operations in use, by the name of the generated method.", stand_in=UnreadTable()
    )
    webhooks: Annotated[Table[Webhook], Keys(NAME, NAME_IS)] = key(
        "The vendor's webhooks, by name.", default_factory=Table
    )
    tests: Tests | None = key("The cases that the harness plays.", default=None)
