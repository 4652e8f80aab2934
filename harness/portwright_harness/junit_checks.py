"""Checks of any kind as JUnit XML for build servers: a suite for each group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from portwright_harness.junit_text import as_text, case_of, xml_text


class Check(Protocol):
    """What passed unless it has a `failure`, its message, or was `skipped`, which says why."""

    @property
    def group(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def failure(self) -> str: ...
    @property
    def details(self) -> str: ...
    @property
    def skipped(self) -> str: ...


def junit_of(title: str, checks: Iterable[Check]) -> str:
    """The whole document; the same checks give the same text."""
    document = JUnitXml(xml_text(title))
    found = sorted(checks, key=lambda check: check.group)
    for group, members in groupby(found, key=lambda check: check.group):
        suite = TestSuite(xml_text(group))
        suite.add_testcases([_case(check) for check in members])
        document.add_testsuite(suite)
    return as_text(document)


def _case(check: Check) -> TestCase:
    output = "" if check.failure else check.details
    case = case_of(check.group, check.name, _failure(check), output)
    if check.skipped:
        case.result = [Skipped(xml_text(check.skipped))]
    return case


def _failure(check: Check) -> Failure | None:
    if not check.failure:
        return None
    failure = Failure(xml_text(check.failure), xml_text(check.kind))
    failure.text = xml_text(check.details)
    return failure
