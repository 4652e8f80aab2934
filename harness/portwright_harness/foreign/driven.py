"""What came of one interaction of a foreign recording, level by level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["passed", "reviewed", "deviates", "not driven"]
Verdict = Literal["equal", "deviation", "not driven", "failed"]
Level = Literal["L1", "L2", "L3"]

LEVELS: tuple[Level, ...] = ("L1", "L2", "L3")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something did not simply pass: `kind` is what is counted, `text` says where and what."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What one level says: `reviewed` passed through a deviation that `deviations.yaml` allows."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of one interaction; `filled` of the `selected` fields the answer holds."""

    file: str
    line: int
    request: str
    status: int
    operation: str | None
    levels: Mapping[Level, Judged] = field(default_factory=dict)
    filled: int = 0
    selected: int = 0

    @property
    def verdict(self) -> Verdict:
        """All levels in a word.

        `equal`: sent canonically equal, decoded as the document says. `deviation`: the same, but
        the answer departs from the document as `deviations.yaml` says; where it says nothing of a
        null that the document forbids, the interaction failed.
        """
        outcomes = {judged.outcome for judged in self.levels.values()}
        if self.operation is None:
            return "not driven"
        if "deviates" in outcomes:
            return "failed"
        return "deviation" if "reviewed" in outcomes else "equal"

    @property
    def details(self) -> tuple[str, ...]:
        """The reasons of all levels, each once."""
        texts = (reason.text for judged in self.levels.values() for reason in judged.reasons)
        return tuple(dict.fromkeys(texts))
