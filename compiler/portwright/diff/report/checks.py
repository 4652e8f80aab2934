"""A comparison as checks that passed or failed, for reports of tests: no format of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.diff.family import PREFIX
from portwright.diff.report.model import Report, Told
from portwright.diff.report.text import text
from portwright.diff.report.wording import sentence


@dataclass(frozen=True, slots=True)
class Check:
    """`failure` is the message of one that failed, empty for one that passed; `kind` says what
    sort of failure it is; `skipped` says why it does not count."""

    group: str
    name: str
    kind: str = ""
    failure: str = ""
    details: str = ""
    skipped: str = ""


def checks(report: Report) -> Iterator[Check]:
    """One for each finding that is listed; a single one that passed where there is none. What
    cannot be read fails as a check of its own."""
    for diagnostic in () if report.compared else report.diagnostics:
        span = diagnostic.span
        where = f"{span.file}:{span.line}:{span.column}" if span is not None else report.subject
        yield Check("input", where, diagnostic.code, diagnostic.message, diagnostic.help or "")
    for item in report.told:
        yield _check(report, item)
    if report.compared and not report.told:
        yield Check("diff", f"{report.old} and {report.new}")


def _check(report: Report, item: Told) -> Check:
    change = item.finding.change
    group, said = PREFIX + change.family, sentence(change)
    name = f"{said} [{item.finding.fingerprint}]"
    if item.accepted is not None:
        entry = item.accepted
        return Check(group, name, skipped=f"accepted by {entry.owner} until {entry.expires}")
    if not report.threshold.is_met(item.verdict):
        return Check(group, name, details=_details(report, item))
    return Check(group, name, str(item.verdict), said, _details(report, item))


def _details(report: Report, item: Told) -> str:
    alone = Report(report.subject, report.old, report.new, (item,), {})
    return text(alone).partition("\n\n")[0]
