"""What came of a folder of recordings as JUnit XML: a case for each level of an interaction."""

from __future__ import annotations

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from portwright_harness.foreign.driven import Driven, Judged
from portwright_harness.foreign.survey import Survey
from portwright_harness.junit_text import as_text, case_of, xml_text


def junit(found: Survey) -> str:
    """The whole document; the same recordings give the same text."""
    document = JUnitXml("portwright")
    suite = TestSuite(xml_text(found.recordings))
    for item in found.driven:
        for level, judged in item.levels.items():
            suite.add_testcase(_case(item, level, judged))
    for reason in found.unread:
        suite.add_testcase(case_of("unread", reason, Failure(xml_text(reason), "unread"), ""))
    document.add_testsuite(suite)
    return as_text(document)


def _case(item: Driven, level: str, judged: Judged) -> TestCase:
    told = "\n".join(f"{reason.kind}: {reason.text}" for reason in judged.reasons)
    failure = None
    if judged.outcome == "deviates":
        failure = Failure(xml_text(judged.reasons[0].text.partition("\n")[0]), "deviates")
        failure.text = xml_text(told)
    name = f"{item.file}:{item.line} {item.request} {item.status} [{level}]"
    case = case_of(item.operation or "none", name, failure, told)
    if judged.outcome == "not driven":
        case.result = [Skipped(xml_text(judged.reasons[0].kind))]
    return case
