"""A survey for machines: JSON, and JUnit's XML for build servers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from junitparser import TestCase

from portwright_harness.coverage.points import DIMENSIONS, Dimension
from portwright_harness.coverage.survey import Survey, VendorSurvey
from portwright_harness.junit_text import case_of, document_of, failure_of

VERSION = 1


def as_json(survey: Survey) -> str:
    """The whole survey: its shape is versioned by `report`."""
    document = {
        "report": VERSION,
        "ok": survey.ok,
        "thresholds": dict(survey.settings.thresholds),
        "missed": [asdict(missed) for missed in survey.missed],
        "vendors": [_vendor(one) for one in survey.vendors],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _vendor(one: VendorSurvey) -> dict[str, Any]:
    return {
        "vendor": one.vendor,
        "broken": one.broken,
        "shares": {
            dimension: {**asdict(found), "percent": round(found.percent, 2)}
            for dimension, found in one.shares.items()
        },
        "gaps": [asdict(gap) for gap in one.gaps],
        "orphans": [asdict(orphan) for orphan in one.orphans],
        "stale": [
            {"place": item.place, **asdict(item.stale), "command": item.command}
            for item in one.stale
        ],
    }


def as_junit(survey: Survey) -> str:
    """A suite for each vendor: a test for each dimension, which fails below its threshold, and
    one for each stale cassette, which fails where staleness is an error."""
    suites = ((one.vendor, _cases(survey, one)) for one in survey.vendors)
    return document_of("portwright coverage", suites)


def _cases(survey: Survey, one: VendorSurvey) -> Iterator[TestCase]:
    if one.broken is not None:
        yield _case(one, "manifest", one.broken, "")
    for dimension in DIMENSIONS if one.broken is None else ():
        yield _dimension(survey, one, dimension)
    for item in one.stale:
        failure = item.stale.text if item.stale.severity == "error" else None
        output = f"{item.stale.text}\n{item.command}"
        yield _case(one, f"{item.place}[{item.stale.reason}]", failure, output)


def _dimension(survey: Survey, one: VendorSurvey, dimension: Dimension) -> TestCase:
    missed = (m for m in survey.missed if (m.vendor, m.dimension) == (one.vendor, dimension))
    texts = [f"{m.percent:.1f} % is below the threshold of {m.threshold:g} %" for m in missed]
    gaps = [f"{gap.operation}: {gap.command}" for gap in one.gaps if gap.dimension == dimension]
    output = "\n".join([str(one.shares[dimension]), *gaps])
    return _case(one, f"coverage[{dimension}]", next(iter(texts), None), output)


def _case(one: VendorSurvey, name: str, missed: str | None, output: str) -> TestCase:
    failure = failure_of(missed, "", output) if missed is not None else None
    return case_of(one.vendor, name, failure, output)
