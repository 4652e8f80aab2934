"""What can be wrong with a file before anyone asks what it means."""

from __future__ import annotations

from typing import Literal, TypeAlias

from portwright.source.span import Span

ProblemKind: TypeAlias = Literal[
    "missing",
    "unreadable",
    "encoding",
    "too_large",
    "yaml",
    "json",
    "duplicate_key",
    "alias",
    "depth",
]


class SourceError(Exception):
    """A file that cannot be read as data.

    `kind` chooses the rule that reports it; `label` is the short text for under the span.
    """

    def __init__(
        self,
        kind: ProblemKind,
        message: str,
        span: Span | None = None,
        help: str | None = None,
        label: str = "",
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.span = span
        self.help = help
        self.label = label


def collect(problem: SourceError, problems: list[SourceError] | None) -> None:
    """Collect `problem`, or raise it where nobody collects."""
    if problems is None:
        raise problem
    problems.append(problem)


def duplicate_key(name: str, span: Span, first_line: int) -> SourceError:
    """For the second of two keys, at `span`."""
    return SourceError(
        "duplicate_key",
        f"key `{name}` is written twice",
        span,
        f"the first is on line {first_line}; keep one",
        "again here",
    )
