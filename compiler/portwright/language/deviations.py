"""Where a vendor departs from its own document."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.record import Matching, Record, key, record
from portwright.language.terms import Date
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

Pointer: TypeAlias = Annotated[
    Text, Matching(r"#(/[^\s]*)+", "a JSON pointer that begins with `#/`")
]


@record(one_of=(("missing", "nullable", "extra"),))
class Deviation(Record):
    """One departure, with what shows it and who looks after it."""

    pointer: Pointer = key(
        "The property in the document.", example="'#/components/schemas/Refund/properties/reason'"
    )
    missing: bool | None = key("It may be absent.", default=None, exactly="true")
    nullable: bool | None = key("It may be null.", default=None, exactly="true")
    extra: tuple[ScalarNode, ...] | None = key("Values that its enum lacks.", default=None)
    reason: Text = key("Why it is so, as far as known.")
    evidence: Text = key("What shows it: a recording, a ticket, a page.")
    owner: Text = key("Who looks after it.")
    expires: Date = key("When it must be looked at again.", example="2027-01-31")


@record()
class Deviations(Record):
    """`specs/<vendor>/deviations.yaml`."""

    deviations: tuple[Deviation, ...] = key("The departures.")
