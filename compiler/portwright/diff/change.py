"""Changes between two documents, and findings: a change with all the uses that it hits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, whoever is hit by it. `family` is a name in the table of families.

    `old` and `new` are pointers in the two documents (empty where nothing stands); `before` and
    `after` what stands there, as JSON or a word. `suggestion` guesses, and is shown as a guess.
    """

    family: str
    verdict: Verdict
    old: str
    new: str = ""
    before: str = ""
    after: str = ""
    suggestion: str = ""

    @property
    def cause(self) -> tuple[str, str, str, str]:
        """What makes two changes one finding. Wording is no part of it."""
        return (self.family, self.old or self.new, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Use:
    """Where an integration meets a change: `path` is in terms of the operation
    (`answer 200: data[].amount`, `query limit`)."""

    operation: str
    direction: Direction | None
    path: str
    verdict: Verdict


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
