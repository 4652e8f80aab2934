"""Which findings of `diff` the team has looked at and lets pass."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.record import Matching, Record, key, record
from portwright.language.terms import Date
from portwright.source.span import Text

Fingerprint: TypeAlias = Annotated[
    Text, Matching(r"[0-9a-f]{12}", "a fingerprint in 12 hex digits, as `portwright diff` shows it")
]

Said: TypeAlias = Annotated[Text, Matching(r"[\s\S]*\S[\s\S]*", "text that says something")]


@record()
class Acceptance(Record):
    """One finding that does not count, with who answers for that and until when."""

    fingerprint: Fingerprint = key(
        "The finding's fingerprint: of its rule, its place and its values, whatever its wording.",
        example="3f0c9a1be27d",
    )
    finding: Text | None = key(
        "What the finding said, for whoever reads the list; nothing is compared with it.",
        default=None,
    )
    owner: Said = key("Who looks after it.")
    reason: Said = key("Why it may pass.")
    expires: Date = key(
        "The last day on which it counts; then it must be looked at again.", example="2027-01-31"
    )


@record()
class Accepted(Record):
    """`specs/<vendor>/accepted.yaml`."""

    accepted: tuple[Acceptance, ...] = key("The findings.")
