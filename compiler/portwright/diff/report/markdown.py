"""A comparison as a comment on a pull request: a table of numbers, and each finding folded up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal

from portwright.diagnostics.display import printable
from portwright.diagnostics.listed import counted, numbered
from portwright.diagnostics.model import Diagnostic
from portwright.diff.family import PREFIX
from portwright.diff.report.model import Placed, Report, Told
from portwright.diff.report.text import numbers, place, replayed
from portwright.diff.report.wording import clipped, sentence
from portwright.diff.verdict import MEANS

# GitHub takes 65,536 characters; what a run adds around this has room in the rest.
_LONGEST = 60_000
_MOST_USES = 10
_MOST_FAULTS = 20


def markdown(report: Report) -> str:
    """Short whatever was found; ends with a line break."""
    parts = [_head(report)]
    if not report.compared:
        return "\n\n".join([*parts, *_faults(report)]) + "\n"
    parts += [_table(report), *_notes(report)]
    room = _LONGEST - sum(map(len, parts))
    for number, item in enumerate(report.told):
        shown = _finding(item)
        room -= len(shown) + 2
        if room < 0:
            left = len(report.told) - number
            parts.append(f"And {left} more: `portwright diff` lists them all.")
            break
        parts.append(shown)
    return "\n\n".join(parts) + "\n"


def code(text: str) -> str:
    """A code span whose text is shown as it is, whatever is in it."""
    shown = clipped(text)
    if not shown:
        return "``` ```"
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def _head(report: Report) -> str:
    names = f"{code(report.old)} → {code(report.new)}"
    title = f"## {code(report.subject)}: {names}"
    if not report.compared:
        return f"{title}\n\nNothing was compared: a file cannot be read."
    verdict = "**Fails**" if report.is_met else "Passes"
    return f"{title}\n\n{verdict} at the threshold `{report.threshold}`: {numbers(report)}."


def _table(report: Report) -> str:
    rows = (
        f"| `{verdict}` | {number} | {MEANS[verdict]} |"
        for verdict, number in report.counts.items()
        if number
    )
    return "\n".join(["| Verdict | Findings | |", "|---|---:|---|", *rows])


def _notes(report: Report) -> Iterator[str]:
    if report.skipped:
        named = ", ".join(code(name) for name in report.skipped[:3])
        more = f" and {len(report.skipped) - 3} more" if len(report.skipped) > 3 else ""
        yield f"Not compared, as they cannot be compiled: {named}{more}."
    if report.damage:
        yield f"{code(report.new)} has faults: what could be read was compared."
    if report.replay is not None:
        yield f"{replayed(report, report.replay)}."
    yield from _faults(report)


def _faults(report: Report) -> Iterator[str]:
    """What is to be said of the spec and its files."""
    found = report.diagnostics
    if found:
        lines = [_fault(item) for item in found[:_MOST_FAULTS]]
        more = [f"- and {len(found) - _MOST_FAULTS} more"] if len(found) > _MOST_FAULTS else []
        yield "\n".join([*lines, *more])


def _fault(item: Diagnostic) -> str:
    where = f" at {code(place(item.span))}" if item.span is not None else ""
    return f"- {item.severity} {item.code}{where}: {code(item.message)}"


def _finding(item: Told) -> str:
    uses = counted(item.uses, "use")
    state = "accepted " if item.accepted is not None else ""
    summary = f"{state}<b>{item.verdict}</b> {sentence(item.finding.change, _in_html)} ({uses})"
    return "\n\n".join([f"<details><summary>{summary}</summary>", *_details(item), "</details>"])


def _details(item: Told) -> Iterator[str]:
    change = item.finding.change
    found = [f"`{PREFIX}{change.family}`"]
    if item.new is not None:
        found.append(f"at {code(place(item.new))}")
    if item.old is not None:
        found.append(f"was {code(place(item.old))}")
    yield f"{' · '.join(found)} · fingerprint `{item.finding.fingerprint}`"
    lines = [f"- {_used(use)}" for use in item.uses[:_MOST_USES]]
    if len(item.uses) > _MOST_USES:
        lines.append(f"- and {len(item.uses) - _MOST_USES} more")
    yield "\n".join(lines)
    if change.suggestion:
        yield f"A guess: it may be {code(change.suggestion)} now."
    if item.evidence:
        yield "\n".join(_evidence(item))
    if item.accepted is not None:
        entry = item.accepted
        yield f"Accepted by {code(entry.owner)} until {entry.expires}: {code(entry.reason)}"


def _evidence(item: Told) -> Iterator[str]:
    for found in item.evidence[:_MOST_USES]:
        yield f"- recorded: {code(found.place)}, {found.level}: {code(found.text)}"
    if len(item.evidence) > _MOST_USES:
        yield f"- and {numbered(len(item.evidence) - _MOST_USES, 'more recording')}"


def _used(item: Placed) -> str:
    path = f": {code(item.use.path)}" if item.use.path else ""
    where = f", {code(place(item.span))}" if item.span is not None else ""
    return f"{code(item.use.operation)}{path}, {item.how}{where}"


def _in_html(text: str, kind: Literal["name", "value"]) -> str:
    """Inside a summary Markdown counts for nothing, and HTML for all."""
    return f"<code>{html.escape(printable(text))}</code>"
