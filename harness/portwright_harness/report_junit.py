"""A report as JUnit XML for build servers: a suite for each vendor, a case for each check."""

from __future__ import annotations

from itertools import groupby

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from portwright_harness.junit_text import as_text, case_of, xml_text
from portwright_harness.report import Report, Result, failure_text


def junit(report: Report) -> str:
    """The whole document; the same report gives the same text."""
    document = JUnitXml("portwright")
    for vendor, results in groupby(report.results, key=lambda result: result.vendor):
        suite = TestSuite(vendor)
        # One by one, the library counts all of them again each time.
        suite.add_testcases([_case(result) for result in results])
        document.add_testsuite(suite)
    return as_text(document)


def _case(result: Result) -> TestCase:
    failure = None
    if not result.passed:
        first = result.finding.problems[0]
        failure = Failure(xml_text(first.text.partition("\n")[0]), first.kind)
        failure.text = xml_text(failure_text(result.finding))
    name = f"{result.vendor}.{result.operation}"
    return case_of(name, result.id, failure, "\n".join(result.finding.notes))
