"""JUnit's XML: what every report of checks has in common."""

from __future__ import annotations

import re
from collections.abc import Iterable

from junitparser import Failure, JUnitXml, TestCase, TestSuite

# What XML 1.0 cannot hold, not even escaped; recorded bodies may.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def case_of(classname: str, name: str, failure: Failure | None, output: str) -> TestCase:
    """One check, which failed if there is a failure."""
    case = TestCase(xml_text(name), classname=xml_text(classname))
    if failure is not None:
        case.result = [failure]
    if output:
        case.system_out = xml_text(output)
    return case


def failure_of(message: str, kind: str, text: str) -> Failure:
    """What a check failed for: in one line, and at length."""
    failure = Failure(xml_text(message.partition("\n")[0]), xml_text(kind) or None)
    failure.text = xml_text(text)
    return failure


def document_of(title: str, suites: Iterable[tuple[str, Iterable[TestCase]]]) -> str:
    """The whole document, a suite for each name; the same cases give the same text."""
    document = JUnitXml(xml_text(title))
    for name, cases in suites:
        suite = TestSuite(xml_text(name))
        # One by one, the library counts all of them again each time.
        suite.add_testcases(list(cases))
        document.add_testsuite(suite)
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def xml_text(text: str) -> str:
    """The text without what XML has no place for."""
    return _FORBIDDEN.sub("\ufffd", text)
