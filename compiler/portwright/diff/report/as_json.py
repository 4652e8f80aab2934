"""A comparison for programs: one object, as `docs/diff.schema.json` describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from portwright.diagnostics.render_json import finding as diagnostic
from portwright.diff.evidence import Replay
from portwright.diff.families import FAMILIES, message
from portwright.diff.family import PREFIX
from portwright.diff.report.model import Placed, Report, Told
from portwright.language.accepted import Acceptance
from portwright.source.span import Span

_SHAPE = 1


def as_json(report: Report) -> str:
    """Indented, with a line break at the end; ASCII, so that no pipe can spoil it."""
    return json.dumps(shape(report), indent=2) + "\n"


def shape(report: Report) -> dict[str, Any]:
    """The object. Lines and columns count from 1, in code points, and the end is exclusive."""
    return {
        "version": _SHAPE,
        "subject": report.subject,
        "spec": report.spec,
        "old": report.old,
        "new": report.new,
        "compared": report.compared,
        "threshold": str(report.threshold),
        "met": report.is_met,
        "counts": {str(verdict): number for verdict, number in report.counts.items()},
        "accepted": report.accepted,
        "findings": [_finding(item) for item in report.told],
        "replay": _replay(report.replay),
        "additions": dict(report.additions),
        "not_compared": list(report.skipped),
        "diagnostics": [diagnostic(item) for item in report.diagnostics],
        "damage": [diagnostic(item) for item in report.damage],
    }


def _finding(item: Told) -> dict[str, Any]:
    change = item.finding.change
    return {
        "rule": PREFIX + change.family,
        "verdict": str(item.verdict),
        "message": message(change),
        "fingerprint": item.finding.fingerprint,
        "old": _place(change.old, item.old),
        "new": _place(change.new, item.new),
        "before": change.before,
        "after": change.after,
        "suggestion": change.suggestion or None,
        "oasdiff": list(FAMILIES[change.family].oasdiff),
        "uses": [_use(use) for use in item.uses],
        "evidence": [asdict(found) for found in item.evidence],
        "accepted": _accepted(item.accepted),
    }


def _replay(replay: Replay | None) -> dict[str, Any] | None:
    if replay is None:
        return None
    return {"exchanges": replay.exchanges, "failure": replay.failure or None}


def _use(item: Placed) -> dict[str, Any]:
    use = item.use
    return {
        "operation": use.operation,
        "direction": str(use.direction) if use.direction is not None else None,
        "path": use.path,
        "verdict": str(use.verdict),
        "how": item.how,
        "place": _span(item.span),
    }


def _place(pointer: str, span: Span | None) -> dict[str, Any] | None:
    return {"pointer": pointer, "place": _span(span)} if pointer else None


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    names = ("file", "line", "column", "end_line", "end_column")
    return {name: getattr(span, name) for name in names}


def _accepted(entry: Acceptance | None) -> dict[str, str] | None:
    if entry is None:
        return None
    return {name: str(getattr(entry, name)) for name in ("owner", "reason", "expires")}
