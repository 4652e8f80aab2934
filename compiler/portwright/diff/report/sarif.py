"""A comparison as SARIF 2.1.0: each finding at the line of the spec that it hits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portwright.diagnostics.render_sarif import descriptor, location, result, run_of
from portwright.diagnostics.rule import Rule
from portwright.diff.catalogue import text, title
from portwright.diff.families import FAMILIES
from portwright.diff.family import PREFIX, Family
from portwright.diff.report.model import Report, Told
from portwright.diff.report.wording import clipped, sentence
from portwright.diff.verdict import Verdict

_MOST_RELATED = 20
_LEVELS = {Verdict.UNKNOWN: "warning", Verdict.DEGRADED: "warning", Verdict.INFO: "note"}


def sarif(report: Report, rules: Mapping[str, Rule], version: str) -> str:
    """One run. `rules` describe what is wrong with the spec and its files, `version` is the
    compiler's. Uses beyond the first, and both documents, are related locations."""
    families = [name for name in FAMILIES if any(_is(item, name) for item in report.told)]
    codes = sorted({item.code for item in report.diagnostics})
    described = [_descriptor(FAMILIES[name]) for name in families]
    described += [descriptor(code, rules.get(code)) for code in codes]
    found = [_result(item, families.index(item.finding.change.family)) for item in report.told]
    start = len(families)
    found += [result(item, start + codes.index(item.code)) for item in report.diagnostics]
    return run_of(described, found, version)


def level(verdict: Verdict) -> str:
    """How SARIF grades a verdict."""
    return _LEVELS.get(verdict, "error")


def _is(item: Told, family: str) -> bool:
    return item.finding.change.family == family


def _descriptor(family: Family) -> dict[str, Any]:
    worst = min(family.verdicts, key=lambda verdict: verdict.rank)
    return {
        "id": family.code,
        "name": "".join(part.capitalize() for part in family.name.split("-")),
        "shortDescription": {"text": title(family)},
        "fullDescription": {"text": family.means or title(family)},
        "help": {"text": text(family), "markdown": text(family)},
        "defaultConfiguration": {"level": level(worst)},
    }


def _result(item: Told, index: int) -> dict[str, Any]:
    change = item.finding.change
    guess = f"\nA guess: it may be `{clipped(change.suggestion)}` now." if change.suggestion else ""
    found: dict[str, Any] = {
        "ruleId": PREFIX + change.family,
        "ruleIndex": index,
        "level": level(item.verdict),
        "message": {"text": f"{item.verdict}: {sentence(change)}{guess}"},
        "locations": [location(span) for span in item.places[:1]],
        "relatedLocations": list(_related(item))[:_MOST_RELATED],
        "partialFingerprints": {"portwright/v1": item.finding.fingerprint},
    }
    if item.accepted is not None:
        reason = f"{item.accepted.owner}: {item.accepted.reason}"
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": reason}
        ]
    return found


def _related(item: Told) -> Iterator[dict[str, Any]]:
    """The documents first: however many uses there are, those are shown."""
    first = item.places[:1]
    for span, label in ((item.new, "in the new document"), (item.old, "in the old document")):
        if span is not None and span not in first:
            yield location(span, label)
    for use in item.uses:
        if use.span is not None and use.span not in first:
            said = f"{use.use.operation}: {use.use.path}" if use.use.path else use.use.operation
            yield location(use.span, f"{clipped(said)}, {use.how}")
