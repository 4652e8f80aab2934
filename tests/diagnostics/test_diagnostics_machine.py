"""Findings as programs read them: JSON, SARIF, workflow commands."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.render import FORMATS, Format, Surroundings, render
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

DOC = "**What**\n\nA key that\nnobody knows.\n\n**Why** Because.\n\n**Example** x\n\n**Fix** y"
RULE = Rule("E0003", "unknown-key", "unknown key", DOC)
FOUND = [
    Diagnostic("E0001", "no file"),
    Diagnostic("E0003", "unknown key `x`", Span("specs/a b.yaml", 3, 5, 3, 6), "here", "drop it"),
    Diagnostic("W0001", "later", Span("/abs/é.yaml", 1, 1, 4, 2)),
]


def shown(format: Format) -> str:
    return render(format, FOUND, Surroundings(rules={"E0003": RULE}, version="0.1.0"))


def test_json_has_every_part() -> None:
    report = json.loads(shown("json"))
    assert report["version"] == 1
    assert (report["errors"], report["warnings"]) == (2, 1)
    assert report["diagnostics"][1] == {
        "code": "E0003",
        "severity": "error",
        "message": "unknown key `x`",
        "label": "here",
        "help": "drop it",
        "file": "specs/a b.yaml",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 6,
    }
    assert report["diagnostics"][0]["file"] is None


def sarif() -> dict[str, Any]:
    log: dict[str, Any] = json.loads(shown("sarif"))
    return log


def test_sarif_has_its_required_members() -> None:
    log = sarif()
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("portwright", "0.1.0")
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            assert set(location["physicalLocation"]) == {"artifactLocation", "region"}


def test_sarif_describes_the_rules_that_were_broken() -> None:
    rules = {rule["id"]: rule for rule in sarif()["runs"][0]["tool"]["driver"]["rules"]}
    assert list(rules) == ["E0001", "E0003", "W0001"]
    assert rules["W0001"] == {"id": "W0001", "defaultConfiguration": {"level": "warning"}}
    assert rules["E0003"] == {
        "id": "E0003",
        "name": "UnknownKey",
        "shortDescription": {"text": "unknown key"},
        "fullDescription": {"text": "A key that nobody knows."},
        "help": {"text": DOC, "markdown": DOC},
        "defaultConfiguration": {"level": "error"},
    }


def test_sarif_places_are_uris_and_regions() -> None:
    run = sarif()["runs"][0]
    none, one, two = run["results"]
    assert none["locations"] == []
    assert one["message"]["text"] == "unknown key `x`\ndrop it"
    (location,) = one["locations"]
    assert location["message"] == {"text": "here"}
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "specs/a%20b.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 6},
    }
    (location,) = two["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "file:///abs/%C3%A9.yaml"}
    assert "message" not in location


def test_sarif_of_nothing_is_still_a_run() -> None:
    log = json.loads(render("sarif", []))
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["tool"]["driver"]["rules"] == []


def test_github_commands() -> None:
    assert shown("github") == (
        "::error title=E0001::no file\n"
        "::error file=specs/a b.yaml,line=3,col=5,endColumn=6,title=E0003 unknown key"
        "::unknown key `x`%0Ahere%0Adrop it\n"
        "::warning file=/abs/é.yaml,line=1,endLine=4,title=W0001::later\n"
    )


def test_github_commands_cannot_be_forged() -> None:
    place = Span("a,line=9::b\n::error::c", 1, 1, 1, 2)
    finding = Diagnostic("E0003", "x\n::set-output name=y::z\r50%", place)
    assert render("github", [finding]) == (
        "::error file=a%2Cline=9%3A%3Ab%0A%3A%3Aerror%3A%3Ac,line=1,col=1,endColumn=2,title=E0003"
        "::x%0A::set-output name=y::z%0D50%25\n"
    )


def test_the_table_of_formats_is_complete() -> None:
    assert set(FORMATS) == set(get_args(Format))


@pytest.mark.parametrize("format", get_args(Format))
def test_what_is_rendered_ends_a_line_and_is_encodable(format: Format) -> None:
    hostile = Diagnostic("E0003", "half \ud83d", Span("a\ud83d.yaml", 1, 1, 1, 2), "\x1b[2J", "%\n")
    output = render(format, [hostile], Surroundings(files=lambda _: "\ud83d"))
    assert output.endswith("\n")
    assert "\x1b" not in output
    assert output.encode("utf-8")
