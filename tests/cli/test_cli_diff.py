"""`diff`: exit codes, formats, the accept-list, and what is printed where."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from portwright.build.schema import write_schemas
from portwright.diagnostics.model import Diagnostics
from tests.cli.project import DOCUMENT, SPEC, Project, loads

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/diff.schema.json").read_text(encoding="utf-8"))
BROKEN = DOCUMENT.replace(
    "description: {type: string,", "description: {nullable: true, type: string,"
)
GONE = DOCUMENT.replace(
    "        description: {type: string, title: What it is, description: In words.}\n", ""
)
FORMATS = ("text", "markdown", "json", "sarif", "junit", "github", "accept-list")


@pytest.fixture
def nullable(shop: Project) -> Project:
    """A field that is read may be null in the new document."""
    shop.write("new.yaml", BROKEN)
    return shop


def finding(project: Project, *arguments: str) -> Any:
    (found,) = loads(project.run("diff", "shop", "new.yaml", "--format", "json", *arguments))[
        "findings"
    ]
    return found


def accept(project: Project, path: str = "specs/shop/accepted.yaml", **more: str) -> None:
    entry = {
        "fingerprint": finding(project)["fingerprint"],
        "owner": "shop",
        "reason": "a test",
        "expires": "2999-01-01",
        **more,
    }
    project.write(path, yaml.safe_dump({"accepted": [entry]}))


# -- exit codes


def test_nothing_new_is_0(shop: Project) -> None:
    shop.write("new.yaml", DOCUMENT.replace("Prose about the order.", "Other prose."))
    result = shop.run("diff", "shop", "new.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "0 findings; 0 of no consequence\n",
        "",
    )


@pytest.mark.parametrize(
    ("fail_on", "status"), [("breaks", 1), ("unknown", 1), ("degraded", 1), ("never", 0)]
)
def test_the_threshold_decides(nullable: Project, fail_on: str, status: int) -> None:
    assert nullable.run("diff", "shop", "new.yaml", "--fail-on", fail_on).exit_code == status


@pytest.mark.parametrize(
    ("fail_on", "status"), [("breaks", 0), ("unknown", 1), ("degraded", 1), ("never", 0)]
)
def test_what_is_unknown_fails_on_demand(shop: Project, fail_on: str, status: int) -> None:
    shop.write("new.yaml", DOCUMENT.replace("    get:\n", "    get: 5\n    x-get:\n"))
    result = shop.run("diff", "shop", "new.yaml", "--fail-on", fail_on)
    assert result.exit_code == status, result.output
    assert "DIFF-operation-unreadable" in result.stdout
    assert "new.yaml has faults" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("shop",),
        ("shop", "new.yaml", "--format", "html"),
        ("shop", "new.yaml", "--fail-on", "info"),
        ("shop", "https://shop.example/openapi.yaml"),
    ],
)
def test_mistakes_on_the_command_line_are_2(nullable: Project, arguments: tuple[str, ...]) -> None:
    assert nullable.run("diff", *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (None, ""),
        ("a: [", "new.yaml:1:5"),
        ("{", "new.yaml:1:2"),
        ("[]", "new.yaml:1:1"),
        ("swagger: '1.2'\n", "new.yaml:1:10"),
        ("a: &a [*a, *a]\n", "new.yaml:"),
    ],
)
@pytest.mark.parametrize("format_", FORMATS)
def test_an_unreadable_document_is_3_with_its_place(
    shop: Project, text: str | None, place: str, format_: str
) -> None:
    if text is not None:
        shop.write("new.yaml", text)
    for arguments in (("shop", "new.yaml"), ("--all", "new.yaml", "specs/shop/openapi.yaml")):
        result = shop.run("diff", *arguments, "--format", format_)
        assert result.exit_code == 3, result.output
        shown = result.output.replace("file=new.yaml,line=", "new.yaml:").replace(",col=", ":")
        if format_ in ("text", "markdown", "junit", "github"):
            assert place in shown
        elif format_ == "json":
            (said,) = loads(result)["diagnostics"]
            assert said["severity"] == "error"
            assert not loads(result)["compared"]
        elif format_ == "sarif":
            assert loads(result)["runs"][0]["results"][0]["level"] == "error"


def test_a_spec_with_mistakes_is_3(nullable: Project) -> None:
    nullable.write(nullable.spec, SPEC.replace("getOrder", "getOdrer"))
    result = nullable.run("diff", "shop", "new.yaml")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "error[E0201]" in result.stderr


def test_a_defect_is_4_without_a_traceback(nullable: Project) -> None:
    broken = (
        "import portwright.build.diff as d\n"
        "def comparison(*a): raise ValueError('a bug')\n"
        "d.comparison = comparison\n"
    )
    result = nullable.execute_text(broken, "diff", "shop", "new.yaml")
    assert (result.returncode, result.stdout) == (4, "")
    assert "a defect of portwright itself, please report it: ValueError: a bug" in result.stderr


# -- formats


def test_text_has_places_uses_and_numbers(nullable: Project) -> None:
    result = nullable.run("diff", "shop", "new.yaml")
    (fingerprint,) = [finding(nullable)["fingerprint"]]
    assert result.stdout.splitlines() == [
        "breaks-parse (1)",
        f"  DIFF-response-nullable: `Order.description` may be null [{fingerprint}]",
        "    --> new.yaml:32:9 (was specs/shop/openapi.yaml:32:9)",
        "      get_order: answer 200: description, read (specs/shop/integration.yaml:9:42)",
        "",
        "1 finding: 1 breaks-parse; 0 of no consequence",
        "to accept a finding: --format accept-list prints entries for specs/shop/accepted.yaml",
    ]


def test_colour_is_asked_for_and_refused(nullable: Project) -> None:
    colored = nullable.execute("diff", "shop", "new.yaml", env={"FORCE_COLOR": "1"})
    assert "\x1b[1;31m" in colored.stdout
    plain = nullable.execute("diff", "shop", "new.yaml", env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert "\x1b" not in plain.stdout
    for format_ in FORMATS[1:]:
        other = nullable.execute(
            "diff", "shop", "new.yaml", "--format", format_, env={"FORCE_COLOR": "1"}
        )
        assert "\x1b" not in other.stdout


def test_what_is_of_no_consequence_is_listed_on_demand(shop: Project) -> None:
    shop.write(shop.document, BROKEN)
    shop.write("new.yaml", DOCUMENT)
    result = shop.run("diff", "shop", "new.yaml")
    assert result.stdout == "0 findings; 1 of no consequence\n"
    listed = shop.run("diff", "shop", "new.yaml", "--show", "info")
    assert listed.exit_code == 0
    assert "DIFF-response-not-nullable" in listed.stdout


@pytest.mark.parametrize("arguments", [(), ("--show", "info"), ("--fail-on", "never")])
def test_json_is_what_the_schema_says(nullable: Project, arguments: tuple[str, ...]) -> None:
    validator = Draft202012Validator(SCHEMA)
    Draft202012Validator.check_schema(SCHEMA)
    for chosen in (("shop", "new.yaml"), ("--all", "specs/shop/openapi.yaml", "new.yaml")):
        result = nullable.run("diff", *chosen, "--format", "json", *arguments)
        assert [error.message for error in validator.iter_errors(loads(result))] == []
    accept(nullable)
    accepted = loads(nullable.run("diff", "shop", "new.yaml", "--format", "json"))
    assert [error.message for error in validator.iter_errors(accepted)] == []
    nullable.write("new.yaml", "[]")
    none = loads(nullable.run("diff", "shop", "new.yaml", "--format", "json"))
    assert [error.message for error in validator.iter_errors(none)] == []


def test_json_can_fail_the_schema(nullable: Project) -> None:
    found = loads(nullable.run("diff", "shop", "new.yaml", "--format", "json"))
    found["findings"][0]["verdict"] = "bad"
    assert not Draft202012Validator(SCHEMA).is_valid(found)


def test_sarif_is_at_the_line_of_the_spec(nullable: Project) -> None:
    run = loads(nullable.run("diff", "shop", "new.yaml", "--format", "sarif"))["runs"][0]
    (result,) = run["results"]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "specs/shop/integration.yaml"
    region = place["physicalLocation"]["region"]
    line = SPEC.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "description"
    related = [
        (item["physicalLocation"]["artifactLocation"]["uri"], item["message"]["text"])
        for item in result["relatedLocations"]
    ]
    assert related == [
        ("new.yaml", "in the new document"),
        ("specs/shop/openapi.yaml", "in the old document"),
    ]
    assert result["partialFingerprints"] == {"portwright/v1": finding(nullable)["fingerprint"]}


def test_sarif_without_a_spec_is_at_the_line_of_the_new_document(nullable: Project) -> None:
    arguments = ("--all", "specs/shop/openapi.yaml", "new.yaml", "--format", "sarif")
    (result,) = loads(nullable.run("diff", *arguments))["runs"][0]["results"][:1]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "new.yaml"


def test_junit_fails_what_meets_the_threshold(nullable: Project) -> None:
    arguments = ("diff", "shop", "new.yaml", "--format", "junit")
    root = ET.fromstring(nullable.run(*arguments).stdout)
    (case,) = root.iter("testcase")
    (failure,) = case.iter("failure")
    assert failure.get("type") == "breaks-parse"
    assert "specs/shop/integration.yaml:9:42" in (failure.text or "")
    mild = ET.fromstring(nullable.run(*arguments, "--fail-on", "never").stdout)
    assert not list(mild.iter("failure"))
    accept(nullable)
    skipped = ET.fromstring(nullable.run(*arguments).stdout)
    assert [item.get("message") for item in skipped.iter("skipped")] == [
        "accepted by shop until 2999-01-01"
    ]


def test_junit_of_no_finding_is_a_check_that_passed(shop: Project) -> None:
    shop.write("new.yaml", DOCUMENT)
    root = ET.fromstring(shop.run("diff", "shop", "new.yaml", "--format", "junit").stdout)
    assert [len(list(case)) for case in root.iter("testcase")] == [0]


def test_github_marks_the_line_of_the_spec(nullable: Project) -> None:
    lines = nullable.run("diff", "shop", "new.yaml", "--format", "github").stdout.splitlines()
    assert lines[0].startswith(
        "::error file=specs/shop/integration.yaml,line=9,col=42,endColumn=53,"
        "title=DIFF-response-nullable::breaks-parse: `Order.description` may be null%0A"
    )
    assert lines[1:] == [
        "::notice title=portwright diff::1 finding: 1 breaks-parse; 0 of no consequence"
    ]


def test_markdown_counts_and_folds(nullable: Project) -> None:
    printed = nullable.run("diff", "shop", "new.yaml", "--format", "markdown").stdout
    assert "## `shop`: `specs/shop/openapi.yaml` → `new.yaml`" in printed
    assert "| `breaks-parse` | 1 | an answer no longer fits the generated types |" in printed
    summary = "<b>breaks-parse</b> <code>Order.description</code> may be null (1 use)"
    assert f"<details><summary>{summary}</summary>\n\n" in printed
    assert printed.count("<details>") == printed.count("</details>") == 1


def test_a_guess_is_told_as_one(shop: Project) -> None:
    shop.write("new.yaml", DOCUMENT.replace("        description: {", "        descriptions: {"))
    assert "= guess: it may be `descriptions` now" in shop.run("diff", "shop", "new.yaml").stdout
    printed = shop.run("diff", "shop", "new.yaml", "--format", "markdown").stdout
    assert "A guess: it may be `descriptions` now." in printed


# -- the accept-list


def test_an_accepted_finding_does_not_count(nullable: Project) -> None:
    accept(nullable)
    result = nullable.run("diff", "shop", "new.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "= accepted by shop until 2999-01-01" in result.stdout
    assert "0 findings; 1 accepted; 0 of no consequence" in result.stdout
    github = nullable.run("diff", "shop", "new.yaml", "--format", "github")
    assert "::error" not in github.stdout
    found = finding(nullable)
    assert found["accepted"] == {"owner": "shop", "reason": "a test", "expires": "2999-01-01"}
    sarif = loads(nullable.run("diff", "shop", "new.yaml", "--format", "sarif"))
    (suppression,) = sarif["runs"][0]["results"][0]["suppressions"]
    assert suppression["justification"] == "shop: a test"


def test_an_expired_entry_counts_no_longer_and_says_so(nullable: Project) -> None:
    accept(nullable, expires="2020-01-31")
    result = nullable.run("diff", "shop", "new.yaml")
    assert result.exit_code == 1
    assert "warning[W1101]: this finding is accepted no longer; it is shop's to look at" in (
        result.stderr
    )
    assert "--> specs/shop/accepted.yaml:2:" in result.stderr


def test_an_unused_entry_is_told(nullable: Project) -> None:
    accept(nullable, fingerprint="000000000000")
    result = nullable.run("diff", "shop", "new.yaml")
    assert result.exit_code == 1
    assert "warning[W1102]: no finding has the fingerprint `000000000000`" in result.stderr


def test_an_entry_twice_is_told(nullable: Project) -> None:
    accept(nullable)
    path = nullable.folder / "specs/shop/accepted.yaml"
    entries = yaml.safe_load(path.read_text())["accepted"]
    nullable.write(path, yaml.safe_dump({"accepted": entries * 2}))
    result = nullable.run("diff", "shop", "new.yaml", "--format", "json")
    assert [item["code"] for item in loads(result)["diagnostics"]] == ["W1102"]
    assert result.exit_code == 0


def test_another_change_of_the_same_place_is_not_accepted(nullable: Project) -> None:
    accept(nullable)
    nullable.write("new.yaml", GONE.replace("required: [id, description,", "required: [id,"))
    assert nullable.run("diff", "shop", "new.yaml").exit_code == 1


def test_other_wording_has_the_same_fingerprint(
    nullable: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = finding(nullable)
    from portwright.diff import families
    from portwright.diff.report import wording

    other = {
        name: type(family)(family.name, "other words", family.verdicts)
        for name, family in families.FAMILIES.items()
    }
    monkeypatch.setattr(families, "FAMILIES", other)
    monkeypatch.setattr(wording, "FAMILIES", other)
    after = finding(nullable)
    assert after["message"] == "other words" != before["message"]
    assert after["fingerprint"] == before["fingerprint"]


@pytest.mark.parametrize("text", ["accepted: 5\n", "accepted: [", "accepted: [{owner: me}]\n"])
def test_an_accept_list_that_cannot_be_read_is_3(nullable: Project, text: str) -> None:
    nullable.write("specs/shop/accepted.yaml", text)
    result = nullable.run("diff", "shop", "new.yaml")
    assert result.exit_code == 3
    assert "--> specs/shop/accepted.yaml:1:" in result.stderr


def test_another_accept_list_is_named(nullable: Project) -> None:
    accept(nullable, "other.yaml")
    assert nullable.run("diff", "shop", "new.yaml").exit_code == 1
    named = ("diff", "shop", "new.yaml", "--accept-list", "other.yaml")
    assert nullable.run(*named).exit_code == 0
    assert nullable.run(*named[:-1], "none.yaml").exit_code == 3


def test_whole_documents_have_an_accept_list_too(nullable: Project) -> None:
    arguments = ("diff", "--all", "specs/shop/openapi.yaml", "new.yaml")
    entries = nullable.run(*arguments, "--format", "accept-list")
    assert entries.exit_code == 1
    filled = entries.stdout.replace("owner:", "owner: me").replace("reason:", "reason: because")
    nullable.write("accepted.yaml", filled)
    assert nullable.run(*arguments, "--accept-list", "accepted.yaml").exit_code == 0


def test_printed_entries_must_be_completed(nullable: Project) -> None:
    arguments = ("diff", "shop", "new.yaml")
    printed = nullable.run(*arguments, "--format", "accept-list").stdout
    nullable.write("specs/shop/accepted.yaml", printed)
    result = nullable.run(*arguments)
    assert result.exit_code == 3
    assert "`accepted[0].owner` takes text that says something" in result.stderr


def test_editors_have_a_schema_of_the_accept_list(nullable: Project) -> None:
    write_schemas([], nullable.folder, Diagnostics())
    schema = json.loads((nullable.folder / "accepted.yaml.schema.json").read_text())
    accept(nullable)
    data = yaml.safe_load((nullable.folder / "specs/shop/accepted.yaml").read_text())
    assert Draft202012Validator(schema).is_valid(data)
    del data["accepted"][0]["owner"]
    assert not Draft202012Validator(schema).is_valid(data)
