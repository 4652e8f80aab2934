"""Entries of an accept-list for the findings of a comparison, to be pasted and completed."""

from __future__ import annotations

import json
from datetime import date, timedelta

from portwright.diff.family import PREFIX
from portwright.diff.report.model import Report, Told
from portwright.diff.report.wording import sentence

_HEAD = "accepted:\n"
_DAYS = 90


def entries(report: Report, today: date) -> str:
    """YAML: an entry for each finding that counts. Owner and reason are the team's to write, and
    do not read without that; empty where nothing counts."""
    counted = [
        item
        for item in report.told
        if item.accepted is None and report.threshold.is_met(item.verdict)
    ]
    expires = today + timedelta(days=_DAYS)
    return _HEAD + "".join(_entry(item, expires) for item in counted) if counted else ""


def _entry(item: Told, expires: date) -> str:
    said = f"{item.verdict} {PREFIX}{item.finding.change.family}: {sentence(item.finding.change)}"
    # A JSON text is a YAML text, whatever stands in it.
    return (
        f"  - fingerprint: {json.dumps(item.finding.fingerprint)}\n"
        f"    finding: {json.dumps(said)}\n"
        "    owner:\n"
        "    reason:\n"
        f"    expires: {expires.isoformat()}\n"
    )
