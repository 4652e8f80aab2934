"""The table of `make demo` says what the two commands reported."""

from __future__ import annotations

import pytest

from scripts import demo

SPEC = {"vendor": "acme", "operations": 3, "schemas": 12, "lines": 480, "status": "written"}


def test_row_counts_the_vendor_s_own_scenarios() -> None:
    scenarios = [
        {"vendor": "acme", "verdict": "passed"},
        {"vendor": "acme", "verdict": "passed"},
        {"vendor": "acme", "verdict": "failed"},
        {"vendor": "other", "verdict": "passed"},
    ]
    row = demo.row(SPEC, demo.verdicts_by_vendor(scenarios))
    assert row == ("acme", "3", "12", "480", "written", "2", "1")


def test_vendor_without_scenarios_has_none_passed() -> None:
    assert demo.row(SPEC, {})[-2:] == ("0", "0")


def test_columns_are_aligned() -> None:
    assert demo.table(("name", "n"), [("stripe", "26")]) == [
        "name    n",
        "------  --",
        "stripe  26",
    ]


def test_only_places_that_exist_are_shown() -> None:
    shown = "\n".join(demo.next_places(["no-such-vendor"]))
    assert "README.md" in shown
    assert "no-such-vendor" not in shown


def test_a_command_that_reports_no_json_stops_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: "echo")
    with pytest.raises(SystemExit, match="`portwright compile` failed"):
        demo.report("compile")
