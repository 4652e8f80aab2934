"""A comparison ready to be shown: findings with their message, and where all of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portwright.diagnostics.model import Diagnostic
from portwright.diff.change import Finding, Use
from portwright.diff.evidence import Evidence, Replay
from portwright.diff.verdict import Verdict
from portwright.language.accepted import Acceptance
from portwright.source.span import Span


class Threshold(StrEnum):
    """From which verdict on a finding fails the run."""

    BREAKS = "breaks"
    UNKNOWN = "unknown"
    DEGRADED = "degraded"
    NEVER = "never"

    def is_met(self, verdict: Verdict) -> bool:
        return verdict.rank <= _MILDEST.get(self, -1)


_MILDEST = {
    Threshold.BREAKS: Verdict.BREAKS_PARSE.rank,
    Threshold.UNKNOWN: Verdict.UNKNOWN.rank,
    Threshold.DEGRADED: Verdict.DEGRADED.rank,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A use, how the integration uses what stands there, and the line of the spec that says so
    (None without a spec). It is `direct` if that line names the very field."""

    use: Use
    how: str
    span: Span | None
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its places. `accepted` is the entry of the accept-list that names it."""

    finding: Finding
    old: Span | None
    new: Span | None
    uses: tuple[Placed, ...]
    accepted: Acceptance | None = None
    evidence: tuple[Evidence, ...] = ()
    """Recorded exchanges that speak for it."""

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the reader acts: lines of the spec, each once; without a spec, the documents."""
        lines = dict.fromkeys(item.span for item in self.uses if item.span is not None)
        documents = (span for span in (self.new, self.old) if span is not None)
        return tuple(lines) or tuple(documents)[:1]


@dataclass(frozen=True, slots=True)
class Report:
    """`told` are the findings to list, worst first; `counts` counts all that are not accepted, by
    verdict, whether they are listed or not. `diagnostics` are about the spec and its files,
    `damage` is what is wrong with the new document. `spec` is None where documents were compared;
    `compared` is false where something could not be read, and nothing was compared then."""

    subject: str
    old: str
    new: str
    told: tuple[Told, ...]
    counts: Mapping[Verdict, int]
    threshold: Threshold = Threshold.BREAKS
    spec: str | None = None
    accepted: int = 0
    accept_list: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    damage: tuple[Diagnostic, ...] = ()
    skipped: tuple[str, ...] = ()
    """Operations of the old document that cannot be compiled, and were not compared."""
    compared: bool = True
    replay: Replay | None = None
    """What recordings say, where that was asked."""
    additions: Mapping[str, int] = field(default_factory=dict)
    """How many operations, parameters and properties are new; they are counted and not listed."""

    @property
    def is_met(self) -> bool:
        """Whether a finding that is not accepted reaches the threshold."""
        return any(number and self.threshold.is_met(it) for it, number in self.counts.items())

    def counted(self, verdict: Verdict) -> int:
        return self.counts.get(verdict, 0)
