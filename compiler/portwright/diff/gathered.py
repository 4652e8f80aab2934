"""Changes by cause, each with the uses that it hits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from portwright.diff.change import Change, Finding, Use
from portwright.diff.used.judge import Judge
from portwright.openapi.pointer import tokens_of

Cause = tuple[str, str, str, str]


@dataclass(slots=True)
class Gathered:
    """Uses are judged as they come, and kept in the order in which they were met."""

    judge: Judge
    changes: dict[Cause, Change] = field(default_factory=dict)
    uses: dict[Cause, dict[Use, None]] = field(default_factory=dict)

    def add(self, change: Change, use: Use) -> None:
        """One more use of a cause; the worst of its changes speaks for it."""
        change = _named(change, use)
        known = self.changes.setdefault(change.cause, change)
        if change.verdict.rank < known.verdict.rank:
            self.changes[change.cause] = change
        self.uses.setdefault(change.cause, {})[self.judge.judged(change, use)] = None

    def findings(self) -> tuple[Finding, ...]:
        """Worst first, then by place."""
        return tuple(sorted(self._findings(), key=_order))

    def _findings(self) -> Iterator[Finding]:
        for cause, change in self.changes.items():
            uses = sorted(
                self.uses[cause],
                key=lambda use: (use.verdict.rank, use.operation, use.path),
            )
            yield Finding(change, uses[0].verdict, tuple(uses))


def _named(change: Change, use: Use) -> Change:
    """With the name of a parameter where the pointer leads into one: it has but its number."""
    if change.named or not use.path:
        return change
    # A parameter that came is told at the operation that it came to.
    came = "/parameters/" not in change.old and not change.old.startswith("#/components/")
    match tokens_of(change.new if came else change.old):
        case ("paths", path, "parameters", *_):
            return replace(change, named=f"{path} {use.path}")
        case ("paths", path, method, "parameters", *_):
            return replace(change, named=f"{method.upper()} {path} {use.path}")
        case ("components", "parameters", *_):
            return replace(change, named=use.path)
    return change


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    change = finding.change
    return (
        finding.verdict.rank,
        change.old or change.new,
        change.family,
        change.before,
        change.after,
    )
