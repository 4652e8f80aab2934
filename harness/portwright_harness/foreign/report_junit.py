"""What came of a folder of recordings as JUnit XML: a case for each level of an interaction."""

from __future__ import annotations

from collections.abc import Iterator

from junitparser import Skipped, TestCase

from portwright_harness.foreign.driven import Driven, Judged
from portwright_harness.foreign.survey import Survey
from portwright_harness.junit_text import case_of, document_of, failure_of, xml_text


def junit(found: Survey) -> str:
    """The whole document; the same recordings give the same text."""
    return document_of("portwright", [(found.recordings, _cases(found))])


def _cases(found: Survey) -> Iterator[TestCase]:
    for item in found.driven:
        for level, judged in item.levels.items():
            yield _case(item, level, judged)
    for reason in found.unread:
        yield case_of("unread", reason, failure_of(reason, "unread", reason), "")


def _case(item: Driven, level: str, judged: Judged) -> TestCase:
    told = "\n".join(f"{reason.kind}: {reason.text}" for reason in judged.reasons)
    failure = None
    if judged.outcome == "deviates":
        failure = failure_of(judged.reasons[0].text, "deviates", told)
    name = f"{item.file}:{item.line} {item.request} {item.status} [{level}]"
    case = case_of(item.operation or "none", name, failure, told)
    if judged.outcome == "not driven":
        case.result = [Skipped(xml_text(judged.reasons[0].kind))]
    return case
