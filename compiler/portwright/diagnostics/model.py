"""What the compiler says about a mistake: a code, a place, a reason, a hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portwright.source.span import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `message` states the fault in one line; `label` is shown under the span; `help` says
    what to do. Without a `span` the finding is about the run as a whole.
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    help: str | None = None

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


@dataclass(slots=True)
class Diagnostics:
    """Collects all findings of a run; nothing stops at the first."""

    found: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a finding; the same one twice is kept once."""
        self.found[diagnostic] = None

    def replace(self, old: Diagnostic, new: Diagnostic) -> None:
        """Keep `new` instead of `old`."""
        self.found.pop(old, None)
        self.add(new)

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """In the order of place, then code: findings without a place come first."""
        return iter(sorted(self.found, key=_order))


def _order(item: Diagnostic) -> tuple[str, int, int, str, str]:
    span = item.span
    if span is None:
        return ("", 0, 0, item.code, item.message)
    return (span.file, span.line, span.column, item.code, item.message)
