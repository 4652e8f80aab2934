"""A comparison as workflow commands, which GitHub Actions shows beside the lines of the spec."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diagnostics.render_github import annotation, render_github
from portwright.diagnostics.rule import Rule
from portwright.diff.family import PREFIX
from portwright.diff.report.model import Report, Told
from portwright.diff.report.text import numbers
from portwright.diff.report.wording import clipped, sentence
from portwright.diff.verdict import Verdict

_LEVELS = {Verdict.UNKNOWN: "warning", Verdict.DEGRADED: "warning", Verdict.INFO: "notice"}


def github(report: Report, rules: Mapping[str, Rule]) -> str:
    """A line for each finding that is not accepted, and one with the numbers."""
    found = render_github(report.diagnostics, rules)
    lines = [_line(item) for item in report.told if item.accepted is None]
    if report.compared:
        lines.append(annotation("notice", None, "portwright diff", numbers(report)))
    return found + "".join(f"{line}\n" for line in lines)


def _line(item: Told) -> str:
    change = item.finding.change
    parts = [f"{item.verdict}: {sentence(change)}"]
    if change.suggestion:
        parts.append(f"A guess: it may be `{clipped(change.suggestion)}` now.")
    parts.append(f"fingerprint {item.finding.fingerprint}")
    span = next(iter(item.places), None)
    title = PREFIX + change.family
    return annotation(_LEVELS.get(item.verdict, "error"), span, title, "\n".join(parts))
