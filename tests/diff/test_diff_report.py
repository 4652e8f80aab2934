"""What is shown of findings: hostile names are shown and do nothing, much is cut to what somebody
reads, and each use leads to the line of the spec that names the field."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from portwright.build.diff import diff_spec
from portwright.build.diff_report import report_of
from portwright.diagnostics.model import Diagnostics
from portwright.diff.change import Change, Finding, Use
from portwright.diff.report.checks import checks
from portwright.diff.report.entries import entries
from portwright.diff.report.github import github
from portwright.diff.report.make import Places, counts, told
from portwright.diff.report.markdown import code, markdown
from portwright.diff.report.model import Report, Threshold
from portwright.diff.report.text import text
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.language.read import read_accepted
from portwright.openapi.pointer import escape
from portwright.source.files import SourceFile
from portwright.source.span import Span
from portwright_harness.junit_checks import junit_of

SPECS = Path(__file__).resolve().parents[2] / "specs"
HOSTILE = (
    "`code`",
    "``",
    "a|b",
    "<script>alert(1)</script>",
    "</details></summary>",
    "a\nb\r\n- c",
    "\x1b[2J\x07\x00",
    "\u202egnp.exe",
    "::error::x",
    "%0A::error::x",
    "[a](javascript:x) ![b](c) @team #1",
    "]]>&amp;",
    "{subject}{before}{}",
    "x" * 10_000,
)


def report(*names: str, uses: int = 1, verdict: Verdict = Verdict.BREAKS_MAPPING) -> Report:
    """A finding for each name, which stands wherever a name can stand."""
    findings = [
        Finding(
            Change(
                "response-property-removed",
                verdict,
                f"#/components/schemas/A/properties/{escape(name)}",
                "",
                name,
                name,
                name,
            ),
            verdict,
            tuple(
                Use(f"{name}{index or ''}", Direction.READ, f"answer 200: {name}", verdict)
                for index in range(uses)
            ),
        )
        for name in names
    ]
    places = Places(lambda _: Span("old.json"), lambda _: Span("new.json"))
    shown = told(findings, places, {})
    return Report("shop", "old.json", "new.json", shown, counts(findings, {}))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_terminal_and_a_log_get_printable_lines_only(name: str) -> None:
    for printed in (text(report(name), verbose=True), github(report(name), {})):
        assert all(letter.isprintable() or letter == "\n" for letter in printed)
        assert "\u202e" not in printed
    lines = github(report(name), {}).splitlines()
    assert len(lines) == 2
    assert all(line.startswith(("::error", "::notice title=portwright diff::")) for line in lines)
    assert len(text(report(name)).splitlines()) == 7


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_has_no_markup_but_its_own(name: str) -> None:
    printed = markdown(report(name))
    outside = _without_code(printed)
    tags = set(re.findall(r"</?[a-z]+[^>]*>", outside))
    assert tags == {"<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>"}
    assert not re.search(r"\]\(|script|@team|::error|javascript", outside)
    assert "\x1b" not in printed and "\r" not in printed
    assert len(printed) < 6_000


def _without_code(printed: str) -> str:
    """Markdown without its code, as a reader of CommonMark would take it: a span ends at a run of
    as many backticks as it began with."""
    without = re.sub(r"<code>.*?</code>", "", printed)
    return re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", without)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_code_span_shows_what_is_in_it(name: str) -> None:
    span = re.fullmatch(r"(`+) ?(.*?) ?\1", code(name))
    assert span is not None
    assert span[1] not in re.findall("`+", span[2])


def test_html_in_a_summary_is_text() -> None:
    printed = markdown(report("<b>x</b>"))
    assert html.escape("<b>x</b>") in printed


@pytest.mark.parametrize("name", HOSTILE)
def test_junit_is_xml_and_an_entry_is_yaml(name: str) -> None:
    root = ET.fromstring(junit_of("diff", checks(report(name))))
    assert len(list(root.iter("failure"))) == 1
    printed = (
        entries(report(name), _today())
        .replace("owner:", "owner: a")
        .replace("reason:", "reason: b", 1)
    )
    sink = Diagnostics()
    found = read_accepted(SourceFile(Path("a.yaml"), "a.yaml", printed.encode()), sink)
    assert found is not None and not list(sink)
    assert len(found.accepted) == 1


def _today() -> Any:
    from datetime import date

    return date(2026, 11, 1)


def test_a_comment_is_no_longer_than_github_takes() -> None:
    many = report(*(f"property_{index}_{'x' * 200}" for index in range(2_000)), uses=30)
    printed = markdown(many)
    assert len(printed) < 65_536
    assert re.search(r"^And \d+ more: `portwright diff` lists them all\.$", printed, re.M)
    assert printed.count("<details>") == printed.count("</details>")


def test_text_lists_some_uses_or_all() -> None:
    some, every = text(report("a", uses=12)), text(report("a", uses=12), verbose=True)
    assert "and 7 more uses (-v shows them)" in some
    assert every.count("answer 200") == 12 and "more uses" not in every


@pytest.mark.parametrize(
    ("threshold", "met"),
    [
        (Threshold.BREAKS, "breaks-request breaks-mapping breaks-parse"),
        (Threshold.UNKNOWN, "breaks-request breaks-mapping breaks-parse unknown"),
        (Threshold.DEGRADED, "breaks-request breaks-mapping breaks-parse unknown degraded"),
        (Threshold.NEVER, ""),
    ],
)
def test_a_threshold_takes_what_is_worse_too(threshold: Threshold, met: str) -> None:
    assert [str(verdict) for verdict in Verdict if threshold.is_met(verdict)] == met.split()


@pytest.mark.parametrize("vendor", sorted(path.parent.name for path in SPECS.glob("*/source.lock")))
def test_the_pinned_document_against_itself_says_nothing(vendor: str) -> None:
    spec, sink = SPECS / vendor / "integration.yaml", Diagnostics()
    (document,) = (SPECS / vendor).glob("openapi.*")
    found = diff_spec(spec, document, sink)
    assert found is not None
    shown = report_of(found, sink, info=True)
    assert shown.told == ()
