"""A report as JUnit XML for build servers: a suite for each vendor, a case for each check."""

from __future__ import annotations

import re
from itertools import groupby

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from portwright_harness.report import Report, Result, failure_text

# What XML 1.0 cannot hold, not even escaped; recorded bodies may.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The whole document; the same report gives the same text."""
    document = JUnitXml("portwright")
    for vendor, results in groupby(report.results, key=lambda result: result.vendor):
        suite = TestSuite(vendor)
        for result in results:
            suite.add_testcase(_case(result))
        document.add_testsuite(suite)
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def _case(result: Result) -> TestCase:
    case = TestCase(_text(result.id), classname=_text(f"{result.vendor}.{result.operation}"))
    if not result.passed:
        first = result.finding.problems[0]
        failure = Failure(_text(first.text.partition("\n")[0]), first.kind)
        failure.text = _text(failure_text(result.finding))
        case.result = [failure]
    if result.finding.notes:
        case.system_out = _text("\n".join(result.finding.notes))
    return case


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
