"""A report as JUnit XML for build servers: a suite for each vendor, a case for each check."""

from __future__ import annotations

from itertools import groupby

from junitparser import TestCase

from portwright_harness.junit_text import case_of, document_of, failure_of
from portwright_harness.report import Report, Result, failure_text


def junit(report: Report) -> str:
    """The whole document; the same report gives the same text."""
    found = groupby(report.results, key=lambda result: result.vendor)
    return document_of("portwright", ((vendor, map(_case, results)) for vendor, results in found))


def _case(result: Result) -> TestCase:
    failure = None
    if not result.passed:
        first = result.finding.problems[0]
        failure = failure_of(first.text, first.kind, failure_text(result.finding))
    name = f"{result.vendor}.{result.operation}"
    return case_of(name, result.id, failure, "\n".join(result.finding.notes))
