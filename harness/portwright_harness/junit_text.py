"""JUnit's XML: what every report of checks has in common."""

from __future__ import annotations

import re

from junitparser import Failure, JUnitXml, TestCase

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


def as_text(document: JUnitXml) -> str:
    """The document as it stands in a file."""
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def xml_text(text: str) -> str:
    """The text without what XML has no place for."""
    return _FORBIDDEN.sub("\ufffd", text)
