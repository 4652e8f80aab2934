"""Changes between two documents, and findings: a change with all the uses that it hits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from portwright.diff.values import subject_of
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.source.span import Span


class How(StrEnum):
    """What an integration does with that which changed, as a person says it."""

    CALLED = "called"
    SENT = "sent"
    FILLED = "filled by a mapping"
    CONSTANT = "sent as a constant"
    READ = "read"
    DECODED = "decoded"
    """Types are shared: what one operation reads is decoded wherever it comes along."""
    MAPPED = "read by a mapping"
    VALUE = "value mapped"
    RULE = "read by an error rule"
    STATUS = "status handled"
    HEADER = "header read"
    PAGING = "paging"
    KEY = "idempotency key"
    AUTH = "authentication"
    SERVER = "base URL"
    WEBHOOK = "webhook event"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, whoever is hit by it. `family` is a name in the table of families.

    `old` and `new` are pointers in the two documents (empty where nothing stands); `before` and
    `after` what stands there, as JSON or a word. `suggestion` guesses, and is shown as a guess.
    `named` is what a person calls the place, where its pointer does not tell. `needed`: whoever
    meets the change is hit, though the spec may not name the value.
    """

    family: str
    verdict: Verdict
    old: str
    new: str = ""
    before: str = ""
    after: str = ""
    suggestion: str = ""
    named: str = ""
    needed: bool = True

    @property
    def subject(self) -> str:
        """What a person calls the place."""
        return self.named or subject_of(self.old or self.new)

    @property
    def cause(self) -> tuple[str, str, str, str]:
        """What makes two changes one finding. Wording is no part of it."""
        return (self.family, self.old or self.new, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Use:
    """Where an integration meets a change: `path` is in terms of the operation
    (`answer 200: data[].amount`, `query limit`). `span` is the line of the spec that says so; none
    where a document is compared without a spec. `near`: the line names what is around the value, or
    something inside it. `operation` may be a webhook as well."""

    operation: str
    direction: Direction | None
    path: str
    verdict: Verdict
    how: How | None = None
    span: Span | None = None
    near: Literal["", "inside", "around"] = ""

    @property
    def said(self) -> str:
        """How the value is used, in words."""
        return f"{self.near} what is {self.how}" if self.near else str(self.how or "")

    @property
    def is_direct(self) -> bool:
        """Whether the spec names the very value."""
        return not self.near and self.how is not How.DECODED


@dataclass(frozen=True)
class Finding:
    """One root cause, the worst verdict of its uses first among them."""

    change: Change
    verdict: Verdict
    uses: tuple[Use, ...]

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay as long as the cause does."""
        return hashlib.sha256("\0".join(self.change.cause).encode()).hexdigest()[:12]
