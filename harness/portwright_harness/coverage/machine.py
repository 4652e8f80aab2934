"""A survey for machines: JSON, and JUnit's XML for build servers."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree as Xml

from portwright_harness.coverage.points import DIMENSIONS, Dimension
from portwright_harness.coverage.survey import Survey, VendorSurvey

VERSION = 1

# XML 1.0 has no place for these, whatever a document or a cassette calls its fields.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    top = Xml.Element("testsuites", name="portwright coverage")
    for one in survey.vendors:
        _suite(top, survey, one)
    Xml.indent(top)
    return Xml.tostring(top, encoding="unicode", xml_declaration=True) + "\n"


def _suite(top: Xml.Element, survey: Survey, one: VendorSurvey) -> None:
    suite = Xml.SubElement(top, "testsuite", name=_clean(one.vendor))
    if one.broken is not None:
        _test(suite, one, "manifest", one.broken, "")
    for dimension in DIMENSIONS if one.broken is None else ():
        _dimension(suite, survey, one, dimension)
    for item in one.stale:
        grave = item.stale.severity == "error"
        _test(
            suite,
            one,
            f"{item.place}[{item.stale.reason}]",
            item.stale.text if grave else None,
            f"{item.stale.text}\n{item.command}",
        )
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))


def _dimension(suite: Xml.Element, survey: Survey, one: VendorSurvey, dimension: Dimension) -> None:
    missed = (m for m in survey.missed if (m.vendor, m.dimension) == (one.vendor, dimension))
    texts = [f"{m.percent:.1f} % is below the threshold of {m.threshold:g} %" for m in missed]
    gaps = [f"{gap.operation}: {gap.command}" for gap in one.gaps if gap.dimension == dimension]
    output = "\n".join([str(one.shares[dimension]), *gaps])
    _test(suite, one, f"coverage[{dimension}]", next(iter(texts), None), output)


def _test(
    suite: Xml.Element, one: VendorSurvey, name: str, failure: str | None, output: str
) -> None:
    case = Xml.SubElement(suite, "testcase", classname=_clean(one.vendor), name=_clean(name))
    if failure is not None:
        Xml.SubElement(case, "failure", message=_clean(failure)).text = _clean(output)
    if output:
        Xml.SubElement(case, "system-out").text = _clean(output)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
