"""How many findings there are, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic, Severity


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """The number of findings of each severity, errors first."""
    counts = dict.fromkeys(Severity, 0)
    for item in diagnostics:
        counts[item.severity] += 1
    return counts


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Like "3 errors, 1 warning"; empty when there are none."""
    parts = (
        f"{number} {severity}{'' if number == 1 else 's'}"
        for severity, number in count(diagnostics).items()
        if number
    )
    return ", ".join(parts)
