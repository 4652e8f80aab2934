"""Checks of any kind as JUnit XML for build servers: a suite for each group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from junitparser import Failure, Skipped, TestCase

from portwright_harness.junit_text import case_of, document_of, failure_of, xml_text


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
    found = groupby(sorted(checks, key=_group), key=_group)
    return document_of(title, ((group, map(_case, members)) for group, members in found))


def _group(check: Check) -> str:
    return check.group


def _case(check: Check) -> TestCase:
    output = "" if check.failure else check.details
    case = case_of(check.group, check.name, _failure(check), output)
    if check.skipped:
        case.result = [Skipped(xml_text(check.skipped))]
    return case


def _failure(check: Check) -> Failure | None:
    if not check.failure:
        return None
    return failure_of(check.failure, check.kind, check.details)
