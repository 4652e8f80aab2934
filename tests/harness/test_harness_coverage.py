"""Coverage counts what cassettes show of a spec, and says how each gap is recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from portwright.cli.coverage import command
from portwright_harness.config import ConfigError, read_config
from portwright_harness.coverage.advice import Gap, gaps_of
from portwright_harness.coverage.branches import branches_met, branches_of
from portwright_harness.coverage.exchanges import read_recorded
from portwright_harness.coverage.machine import as_json, as_junit
from portwright_harness.coverage.measure import points_of
from portwright_harness.coverage.orphans import orphans_of
from portwright_harness.coverage.paths import Fields, holds
from portwright_harness.coverage.points import Point, Share
from portwright_harness.coverage.settings import Settings, read_settings
from portwright_harness.coverage.survey import survey
from portwright_harness.coverage.text import text
from portwright_harness.manifest import Case, Environment
from portwright_harness.record_command import record_command
from portwright_harness.schema import Schemas
from tests.harness.project import Project

ROOT = Path(__file__).resolve().parents[2]


def points(project: Project) -> list[Point]:
    return points_of(project.vendor.manifest, read_recorded(project.vendor))


def lacking(project: Project, operation: str) -> set[tuple[str, str]]:
    found = points(project)
    return {(p.dimension, p.name) for p in found if p.operation == operation and not p.recorded}


def gaps(project: Project, operation: str) -> list[Gap]:
    return [g for g in gaps_of(project.vendor, points(project)) if g.operation == operation]


def test_what_the_cassettes_show_is_recorded(project: Project) -> None:
    assert lacking(project, "create_refund") == {("fields", "reason")}


def test_an_operation_without_cassettes_is_one_gap(project: Project) -> None:
    for scenario in ("ok", "retried", "declined"):
        project.path("create_refund", scenario).unlink()
    assert ("operations", "") in lacking(project, "create_refund")
    (gap,) = gaps(project, "create_refund")
    assert (gap.dimension, gap.add) == ("operations", None)
    assert gap.command == "portwright record acme create_refund/ok --environment live"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("200", "default"), {"default"}),
        (("200", "404", "default"), {"4xx", "default"}),
        (("200", "4XX", "500", "default"), {"4xx", "5xx"}),
        (("200", "201", "302"), {"3xx"}),
    ],
)
def test_status_classes_are_those_that_the_document_declares(
    project: Project, statuses: tuple[str, ...], expected: set[str]
) -> None:
    for scenario in ("declined", "retried"):
        project.path("create_refund", scenario).unlink()
    answer = project.vendor.manifest.operations["create_refund"].responses["200"]
    project.operation("create_refund", responses=dict.fromkeys(statuses, answer))
    found = lacking(project, "create_refund")
    assert {name for dimension, name in found if dimension == "statuses"} == expected


def test_a_status_class_has_its_own_case_to_add(project: Project) -> None:
    project.path("get_order", "missing").unlink()
    project.cases(lambda case: case if case.cassette != "missing" else replace(case, op="none"))
    (gap,) = [gap for gap in gaps(project, "get_order") if gap.dimension == "statuses"]
    assert gap.command == "portwright record acme get_order/refused --environment live"
    case = json.loads((gap.add or "").removeprefix("- "))
    assert (case["cassette"], case["raises"]) == ("refused", "Rejected")
    assert case["wire"]


def test_one_page_is_not_two(project: Project) -> None:
    assert ("pages", "next page") not in lacking(project, "get_order")
    project.operation("get_order", paged=True)
    assert ("pages", "next page") in lacking(project, "get_order")
    [added] = [gap.add for gap in gaps(project, "get_order") if gap.dimension == "pages"]
    assert json.loads((added or "").removeprefix("- "))["pages"] == 2
    path = project.path("get_order", "paid")
    head, _, rest = path.read_text(encoding="utf-8").partition("interactions:\n")
    page, _, metadata = rest.partition("metadata:\n")
    uri = next(line.strip() for line in page.splitlines() if "uri:" in line)
    for shown, second in ((False, page), (True, page.replace(uri, f"{uri}?page=2"))):
        # The same page once more is a retry, and no next page.
        both = f"{head}interactions:\n{page}{second}metadata:\n{metadata}"
        path.write_text(both, encoding="utf-8")
        assert (("pages", "next page") not in lacking(project, "get_order")) is shown


def test_orphans_are_named(project: Project) -> None:
    project.path("create_order", "ok").rename(project.path("create_order", "lost"))
    project.edit("get_order", "paid", "version: 1", "version: 2")
    recorded = read_recorded(project.vendor)
    found = orphans_of(project.vendor, recorded, points(project))
    assert {(orphan.kind, orphan.place, orphan.command) for orphan in found} == {
        ("cassette of no case", "create_order/lost", None),
        (
            "case without cassette",
            "create_order/ok",
            "portwright record acme create_order/ok --environment live",
        ),
        ("unreadable cassette", "get_order/paid", None),
        ("never recorded", "list_orders", None),
    }


def test_a_case_of_faults_alone_is_no_case_of_its_cassette(project: Project) -> None:
    project.cases(lambda case: replace(case, faults=("503", "ok")))
    found = orphans_of(project.vendor, read_recorded(project.vendor), points(project))
    assert {o.kind for o in found} == {"cassette of no case", "never recorded"}


SCHEMAS = Schemas(
    {
        "Card": {
            "type": "object",
            "properties": {"type": {"const": "card"}, "last4": {"type": "string"}},
            "required": ["type"],
        },
        "Bank": {
            "type": "object",
            "properties": {"type": {"const": "bank"}, "iban": {"type": "string"}},
            "required": ["type"],
        },
        "Loop": {"type": "object", "properties": {"inner": {"$ref": "#/schemas/Loop"}}},
        "Top": {
            "type": "object",
            "properties": {
                "@odata.next": {"type": "string"},
                "data": {
                    "type": "array",
                    "items": {"anyOf": [{"$ref": "#/schemas/Card"}, {"$ref": "#/schemas/Bank"}]},
                },
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        },
    }
)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (["data.*"], ["data.type", "data.last4", "data.iban"]),
        (["data[].iban"], ["data.iban"]),
        (["@odata.next"], ["@odata.next"]),
        (["labels.*"], []),
        (["**"], ["@odata.next", "data.type", "data.last4", "data.iban", "labels"]),
        (["nothing"], []),
    ],
)
def test_a_selection_names_fields(selection: list[str], expected: list[str]) -> None:
    fields = Fields(SCHEMAS, {"$ref": "#/schemas/Top"})
    assert [".".join(path) for path in fields.selected(selection)] == expected


def test_a_schema_that_holds_itself_ends() -> None:
    (path,) = Fields(SCHEMAS, {"$ref": "#/schemas/Loop"}).selected(["**"])
    assert set(path) == {"inner"}


@pytest.mark.parametrize(
    ("document", "held"),
    [
        ({"data": []}, False),
        ({"data": [{"iban": None}]}, False),
        ({"data": [{}, {"iban": ""}]}, True),
        ({"data": None}, False),
        ([{"data": [{"iban": "x"}]}], True),
        (None, False),
    ],
)
def test_a_field_is_held_by_any_element(document: Any, held: bool) -> None:
    assert holds(document, ("data", "iban")) is held


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ([{"type": "card"}], {"Card"}),
        ([{"type": "bank"}, {"type": "card", "last4": "4242"}], {"Card", "Bank"}),
        ([{"type": "cash"}], set()),
        (["text"], {"string"}),
        ([None, 1, []], set()),
    ],
)
def test_a_value_is_of_one_branch(values: list[Any], met: set[str]) -> None:
    union = {
        "anyOf": [
            {"$ref": "#/schemas/Card"},
            {"oneOf": [{"$ref": "#/schemas/Bank"}, {"type": "string"}]},
            {"type": "null"},
        ]
    }
    branches = branches_of(SCHEMAS, union)
    assert [branch.name for branch in branches] == ["Card", "Bank", "string"]
    assert branches_met(SCHEMAS, branches, values) == met


def test_what_may_be_null_is_no_union() -> None:
    assert branches_of(SCHEMAS, {"anyOf": [{"type": "string"}, {"type": "null"}]}) == []


def test_nothing_to_record_is_all_of_it() -> None:
    assert (Share(0, 0).percent, Share(1, 3).percent) == (100.0, pytest.approx(33.33, abs=0.01))


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ("[tool.portwright]\ncoverage = 3", "coverage] must be a table"),
        ("[tool.portwright.coverage]\nfeilds = 3", "did you mean `fields`?"),
        ("[tool.portwright.coverage]\nfields = 101", "fields must be 0 to 100"),
        ("[tool.portwright.coverage]\nfields = true", "fields must be 0 to 100"),
        ('[tool.portwright.staleness]\nmax_age = "1y"', "number of days, such as `365d`"),
        ('[tool.portwright.staleness]\nage = "fatal"', "age must be `warning` or `error`"),
        ("[tool.portwright.staleness]\nages = 1", "did you mean `age`?"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path: Path, table: str, shown: str) -> None:
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: ") as refused:
        read_settings(tmp_path)
    assert shown in str(refused.value)


def test_a_threshold_is_of_each_vendor(tmp_path: Path) -> None:
    found = survey(read_config(ROOT))
    reached = {one.vendor: one.shares["fields"].percent for one in found.vendors}
    least = float(round(sum(reached.values()) / len(reached)))
    assert min(reached.values()) < least < max(reached.values())
    missed = type(found)(found.vendors, Settings({"fields": least}))
    below = {name: percent for name, percent in reached.items() if percent < least}
    assert {m.vendor for m in missed.missed} == below.keys()
    assert found.ok and not missed.ok
    for name, percent in below.items():
        said = f"below the threshold: {name} fields {percent:.1f} %, not {least:g} %"
        assert said in text(missed)
    suites = Xml.fromstring(as_junit(missed)).findall("testsuite")
    failures = {suite.get("name"): suite.get("failures") for suite in suites}
    assert failures == {name: "1" if name in below else "0" for name in reached}
    document = json.loads(as_json(missed))
    assert (document["ok"], document["missed"][0]["threshold"]) == (False, least)


def test_every_gap_has_its_command_and_its_case(tmp_path: Path) -> None:
    for one in survey(read_config(ROOT)).vendors:
        covered = {(p.operation, p.dimension) for p in one.points if not p.recorded}
        never = {p.operation for p in one.points if p.dimension == "operations" and not p.recorded}
        told = {(gap.operation, gap.dimension) for gap in one.gaps}
        assert told == {(o, d) for o, d in covered if o not in never or d == "operations"}
        for gap in one.gaps:
            name = gap.command.split(" ")[3].removeprefix(f"{gap.operation}/")
            assert gap.add is None or json.loads(gap.add.removeprefix("- "))["cassette"] == name


def test_the_verb_prints_and_fails_below_a_threshold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Project
) -> None:
    (tmp_path / "generated").symlink_to(project.vendor.config.generated)
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "pyproject.toml"
    settings.write_text("[tool.portwright]\n", encoding="utf-8")
    passed = CliRunner().invoke(command, [])
    assert (passed.exit_code, passed.stdout.splitlines()[0]) == (0, "acme")
    settings.write_text("[tool.portwright.coverage]\nfields = 100\n", encoding="utf-8")
    failed = CliRunner().invoke(command, ["--format", "json"])
    assert (failed.exit_code, json.loads(failed.stdout)["missed"][0]["dimension"]) == (1, "fields")
    assert CliRunner().invoke(command, ["--vendor", "acne"]).exit_code == 2
    settings.write_text("[tool.portwright.coverage]\nfields = -1\n", encoding="utf-8")
    assert "must be 0 to 100" in CliRunner().invoke(command, []).stderr


def test_a_project_without_packages_is_no_success(tmp_path: Path) -> None:
    assert not survey(read_config(tmp_path)).ok


def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "generated" / "acme"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    found = survey(read_config(tmp_path))
    assert not found.ok
    assert "manifest.json" in text(found)
    assert Xml.fromstring(as_junit(found)).find("testsuite/testcase/failure") is not None


def test_what_a_case_calls_with_was_sent(project: Project) -> None:
    """A file of a multipart form, say, is not read out of the recording."""
    project.operation("create_refund", body=None)
    assert ("fields", "sent amount") not in lacking(project, "create_refund")


def test_refusals_and_failures_are_two_cases_to_add(project: Project) -> None:
    for scenario in ("declined", "retried"):
        project.path("create_refund", scenario).unlink()
    project.cases(lambda case: case if case.cassette == "ok" else replace(case, op="none"))
    answer = project.vendor.manifest.operations["create_refund"].responses["200"]
    statuses = dict.fromkeys(("200", "404", "default"), answer)
    project.operation("create_refund", responses=statuses)
    found = [gap for gap in gaps(project, "create_refund") if gap.dimension == "statuses"]
    cases = [json.loads((gap.add or "").removeprefix("- ")) for gap in found]
    assert [gap.names for gap in found] == [("4xx",), ("default",)]
    told = [(case["cassette"], case["raises"]) for case in cases]
    assert told == [("refused", "Rejected"), ("broken", "Unavailable")]


LIVE = Environment("https://acme.example", production=True)
TEST = Environment("https://test.acme.example")


@pytest.mark.parametrize(
    ("environments", "operation", "expected"),
    [
        ({"test": TEST}, "get_order", ""),
        ({"live": LIVE, "test": TEST}, "get_order", " --environment test"),
        ({"live": LIVE, "old": LIVE}, "get_order", " --environment live --allow-production"),
        ({"live": LIVE}, "get_order", " --allow-production"),
        ({"live": LIVE}, "create_refund", ""),
        ({}, "get_order", " --allow-production"),
    ],
)
def test_the_command_is_one_that_records(
    project: Project, environments: dict[str, Environment], operation: str, expected: str
) -> None:
    """It names an environment where there are several, and asks for none that is refused."""
    connection = replace(project.vendor.manifest.connection, environments=environments)
    project.manifest(connection=connection)
    command = record_command(project.vendor, operation, "ok", again=True)
    assert command == f"portwright record acme {operation}/ok{expected} --refresh"


def test_inputs_of_the_port_are_advised_as_such(project: Project) -> None:
    project.manifest(cases=(Case(op="get_order", cassette="paid", with_={"id": "o-1"}),))
    added = [json.loads(gap.add[2:]) for gap in gaps(project, "get_order") if gap.add]
    assert added and all(case["with"] == {"id": "o-1"} for case in added)
