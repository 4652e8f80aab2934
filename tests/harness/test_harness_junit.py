"""JUnit's XML is written by one writer, which counts each suite once."""

from __future__ import annotations

import pytest
from junitparser import JUnitXml, TestSuite

from portwright_harness.junit_text import case_of, document_of, failure_of


def test_a_suite_is_counted_once_however_many_cases_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[str] = []
    count = TestSuite.update_statistics

    def noted(suite: TestSuite) -> None:
        counted.append(suite.name)
        count(suite)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(TestSuite, "update_statistics", noted)
    cases = [case_of("one", str(number), None, "") for number in range(50)]
    document_of("all", [("one", cases), ("two", cases[:1])])
    assert counted.count("one") <= 2 and counted.count("two") <= 2


def test_a_failure_says_its_first_line_and_all_of_it() -> None:
    failed = case_of("one", "a\x00b", failure_of("first\nsecond", "kind", "first\nsecond"), "out")
    [suite] = JUnitXml.fromstring(document_of("all", [("one", [failed])]))
    [case] = suite
    [failure] = case.result
    assert (case.name, failure.message, failure.type) == ("a\ufffdb", "first", "kind")
    assert failure.text == "first\nsecond" and suite.failures == 1
