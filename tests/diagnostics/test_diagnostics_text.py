"""Findings as people read them: whole outputs, compared character by character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright.diagnostics.display import cells, display_line, printable
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.render_text import render_text
from portwright.source.span import Span

SPEC = "specs/stripe/integration.yaml"


def text(*found: Diagnostic, files: dict[str, str] | None = None, color: bool = False) -> str:
    return render_text(found, (files or {}).get, color)


def at_line(number: int, line: str) -> dict[str, str]:
    return {SPEC: "\n" * (number - 1) + line + "\nafter\n"}


def span(line: int, column: int, width: int) -> Span:
    return Span(SPEC, line, column, line, column + width)


def test_a_finding_looks_as_the_language_page_shows_it() -> None:
    finding = Diagnostic(
        "E0201",
        "no operation `PostPaymentIntent` in openapi.json",
        span(84, 11, 17),
        "unknown operationId",
        "did you mean `PostPaymentIntents`?",
    )
    assert text(finding, files=at_line(84, "    call: PostPaymentIntent")) == (
        """\
error[E0201]: no operation `PostPaymentIntent` in openapi.json
  --> specs/stripe/integration.yaml:84:11
 84|     call: PostPaymentIntent
   |           ^^^^^^^^^^^^^^^^^ unknown operationId
   = help: did you mean `PostPaymentIntents`?
1 error
"""
    )


def test_three_digits_fill_the_gutter_and_four_widen_it() -> None:
    finding = Diagnostic("E0501", "m", span(119, 8, 2), "used here", "h")
    assert text(finding, files=at_line(119, "       hmac")) == (
        """\
error[E0501]: m
  --> specs/stripe/integration.yaml:119:8
119|        hmac
   |        ^^ used here
   = help: h
1 error
"""
    )
    finding = Diagnostic("E0501", "m", span(1190, 1, 1), "used here", "h")
    assert text(finding, files=at_line(1190, "x")) == (
        """\
error[E0501]: m
   --> specs/stripe/integration.yaml:1190:1
1190| x
    | ^ used here
    = help: h
1 error
"""
    )


def test_several_findings_follow_each_other_and_are_counted() -> None:
    found = [
        Diagnostic("E0001", "no such file: a.yaml", help="check the path"),
        Diagnostic("W0001", "later", span(1, 1, 2)),
        Diagnostic("E0003", "one", span(1, 3, 1), "here"),
    ]
    assert text(*found, files={SPEC: "ab: c"}) == (
        """\
error[E0001]: no such file: a.yaml
   = help: check the path
warning[W0001]: later
  --> specs/stripe/integration.yaml:1:1
  1| ab: c
   | ^^
error[E0003]: one
  --> specs/stripe/integration.yaml:1:3
  1| ab: c
   |   ^ here
2 errors, 1 warning
"""
    )


def test_nothing_found_is_nothing_said() -> None:
    assert text() == ""


def test_a_span_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    finding = Diagnostic("E0308", "m", Span(SPEC, 1, 3, 3, 2), "not set")
    assert text(finding, files={SPEC: "  request: {   \n a: b\n}\n"}) == (
        """\
error[E0308]: m
  --> specs/stripe/integration.yaml:1:3
  1|   request: {
   |   ^^^^^^^^^^ not set
1 error
"""
    )


@pytest.mark.parametrize(
    "place", [Span(SPEC, 1, 3, 1, 3), Span(SPEC, 1, 3, 1, 1), Span(SPEC, 1, 3, 1, 99)]
)
def test_an_empty_or_overlong_span_has_one_mark(place: Span) -> None:
    assert "\n   |   ^ here\n" in text(Diagnostic("E0004", "m", place, "here"), files={SPEC: "a:"})


@pytest.mark.parametrize("place", [Span(SPEC, 9), Span("gone.yaml", 1)])
def test_without_its_line_a_finding_keeps_its_label(place: Span) -> None:
    shown = text(Diagnostic("E0004", "m", place, "here", "do x"), files={SPEC: "a:"})
    assert shown.splitlines()[1:] == [
        f"  --> {place.file}:{place.line}:1",
        "   = note: here",
        "   = help: do x",
        "1 error",
    ]


def test_wide_characters_and_tabs_keep_the_marks_in_place() -> None:
    finding = Diagnostic("E0003", "m", span(1, 5, 3), "here")
    assert text(finding, files={SPEC: "\t日本:\u0301ｘ😀y"}).splitlines()[2:4] == [
        "  1|     日本:\u0301ｘ😀y",
        "   |          ^^^^ here",
    ]


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = "a" * 5000 + "MARK" + "b" * 5000
    shown = text(Diagnostic("E0003", "m", span(1, 5001, 4), "here"), files={SPEC: line})
    source, marks = shown.splitlines()[2:4]
    assert len(source) < 180
    assert source.startswith("  1| ...aaa")
    assert source.endswith("bbb...")
    assert source[marks.index("^") : marks.rindex("^") + 1] == "MARK"


def test_a_mark_longer_than_the_screen_is_cut() -> None:
    shown = text(Diagnostic("E0003", "m", span(1, 1, 5000), "here"), files={SPEC: "x" * 6000})
    assert max(map(len, shown.splitlines())) < 180


def test_help_of_several_lines_is_aligned() -> None:
    assert text(Diagnostic("E0004", "m", help="one\ntwo")).splitlines()[1:3] == [
        "   = help: one",
        "           two",
    ]


def test_colour_is_only_added() -> None:
    found = [
        Diagnostic("E0003", "m", span(2, 3, 2), "here", "do x"),
        Diagnostic("W0001", "n", span(2, 1, 1)),
    ]
    files = {SPEC: "x\nabcdef"}
    colored = text(*found, files=files, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text(*found, files=files)
    assert "\x1b[1;31merror[E0003]\x1b[0m" in colored
    assert "\x1b[1;33mwarning[W0001]\x1b[0m" in colored
    assert "\x1b[1;31m^^ here\x1b[0m" in colored


DANGEROUS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
HOSTILE = st.text(max_size=40) | st.text("\x1b[31m\r\n\t\x00\u202e\u2028\x9b\ud800ab", max_size=40)


@given(HOSTILE, HOSTILE, HOSTILE, st.integers(1, 50), st.integers(1, 50))
def test_nothing_that_is_shown_can_drive_the_terminal(
    line: str, message: str, name: str, start: int, end: int
) -> None:
    finding = Diagnostic("E0003", message, Span(name, 1, start, 1, end), message, message)
    shown = render_text([finding], lambda _: line)
    assert not DANGEROUS.search(shown)
    assert shown.splitlines()[-1] == "1 error"


@given(st.text(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_marks_stand_under_the_line(line: str, start: int, end: int) -> None:
    shown, lead, marked = display_line(line, start, end)
    assert marked >= 1
    assert lead >= 0
    expected = printable(line[min(start, len(line)) : max(start, min(end, len(line)))])
    assert len(line) > 160 or marked == max(1, cells(expected))
    assert len(line) > 160 or shown == printable(line).rstrip()
