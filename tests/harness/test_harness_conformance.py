"""L2: what of a recorded answer does not conform, and what passes by review."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from portwright_harness.cassette_checks import checks_of
from portwright_harness.conformance import Conforms, Relaxed
from portwright_harness.levels import l2
from portwright_harness.scenario import scenario_of
from tests.harness.project import Project, kinds, text

ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "count": {"type": "integer"},
        "state": {"$ref": "#/schemas/State"},
        "note": {"type": ["string", "null"]},
        "more": {"type": "array", "items": {"$ref": "#/schemas/Item"}},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}},
        "of": {"anyOf": [{"type": "string"}, {"$ref": "#/schemas/Item"}, {"type": "null"}]},
        "late": {"type": "string", "x-deviation": {"missing": True, "at": ["#/late"]}},
        "gone": {"type": ["string", "null"], "x-deviation": {"nullable": True, "at": ["#/gone"]}},
        "odd key": {"type": "boolean"},
    },
    "required": ["id"],
}
STATE = {"type": "string", "enum": ["a", "b", "x"], "x-deviation": {"extra": ["x"], "at": ["#/s"]}}
CONFORMS = Conforms.of({"Item": ITEM, "State": STATE}, {"Item": ("left_out",)})
GOOD = {"id": "1", "late": "l"}


def faults(**changes: Any) -> list[str]:
    found = CONFORMS.check({**GOOD, **changes}, {"$ref": "#/schemas/Item"})
    return [f"{fault.path}: {fault.text}" for fault in found.faults]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"id": 1}, ["$.id: should be string, is integer 1"]),
        ({"id": None}, ["$.id: should be string, is null"]),
        ({"count": 1.0, "note": None}, []),
        ({"count": 1.5}, ["$.count: should be integer, is number 1.5"]),
        ({"count": True}, ["$.count: should be integer, is boolean true"]),
        ({"state": "c"}, ['$.state: "c" is none of "a", "b", "x"']),
        ({"more": {}}, ["$.more: should be array, is object {}"]),
        ({"more": [GOOD, {"late": ""}]}, ["$.more[1].id: is required and not there"]),
        ({"tags": {"a b": 1}}, ['$.tags["a b"]: should be string, is integer 1']),
        ({"odd key": 1}, ['$["odd key"]: should be boolean, is integer 1']),
        ({"of": "x"}, []),
        ({"of": {**GOOD, "count": "x"}}, ['$.of.count: should be integer, is string "x"']),
        ({"of": 1}, ["$.of: should be object or string or null, is integer 1"]),
        (
            {"id": 1, "count": "1"},
            ["$.id: should be string, is integer 1", '$.count: should be integer, is string "1"'],
        ),
    ],
)
def test_every_fault_is_told_with_its_path(changes: dict[str, Any], said: list[str]) -> None:
    assert faults(**changes) == said


@pytest.mark.parametrize(
    ("document", "relaxed"),
    [
        ({"id": "1"}, Relaxed("$.late", "missing", ("#/late",))),
        ({**GOOD, "gone": None}, Relaxed("$.gone", "nullable", ("#/gone",))),
        ({**GOOD, "state": "x"}, Relaxed("$.state", "extra", ("#/s",))),
    ],
)
def test_what_passes_by_a_deviation_alone_is_told(
    document: dict[str, Any], relaxed: Relaxed
) -> None:
    found = CONFORMS.check(document, {"$ref": "#/schemas/Item"})
    assert (found.faults, found.relaxed) == ([], [relaxed])
    assert CONFORMS.check(GOOD, {"$ref": "#/schemas/Item"}).relaxed == []


def test_a_name_that_nothing_knows_is_told_and_one_that_nobody_selected_is_not() -> None:
    document = {**GOOD, "left_out": 1, "new": 1, "of": {**GOOD, "new": 2}}
    found = CONFORMS.check(document, {"$ref": "#/schemas/Item"})
    assert (sorted(found.unknown), found.faults) == (["$.new", "$.of.new"], [])


def l2_of(project: Project, day: str) -> Any:
    vendor, path = project.vendor, project.path("get_order", "paid")
    case = next(c for c in vendor.manifest.cases if c.names("get_order", "paid"))
    return l2.check(scenario_of(vendor, path, case), dt.date.fromisoformat(day))


def test_a_review_holds_to_its_last_day(project: Project) -> None:
    found = l2_of(project, "2099-01-31")
    assert (found.problems, found.deviations) == ((), ("$.status",))
    late = l2_of(project, "2099-02-01")
    assert kinds(late) == ["deviation"]
    for part in ("$.status", "expired on 2099-01-31", "Order/properties/status", "it is shop's"):
        assert part in text(late)


def test_a_deviation_that_nobody_reviewed_does_not_pass(project: Project) -> None:
    project.manifest(deviations=())
    found = l2_of(project, "2026-01-01")
    assert kinds(found) == ["deviation"] and "no review" in text(found)


def test_the_generated_decoder_is_not_asked(project: Project) -> None:
    """A package that cannot even be imported changes nothing of what the document says."""
    project.manifest(package="not_there")
    checks = {c.level: c for c in checks_of(project.vendor, project.path("create_refund", "ok"))}
    assert kinds(checks["L2"].run()) == []
    assert kinds(checks["L3"].run()) == ["cassette"]


def test_statuses_and_bodies_that_cannot_be_judged_are_told(project: Project) -> None:
    entry = project.vendor.manifest.operations["create_refund"]
    kept = {status: one for status, one in entry.responses.items() if status.startswith("2")}
    project.manifest(
        operations={
            **project.vendor.manifest.operations,
            "create_refund": msgspec.structs.replace(entry, responses=kept),
        }
    )
    found = project.run("create_refund", "declined", "L2")
    assert not found.problems
    assert "is not in the document, not checked" in found.notes[0]


def test_json_without_end_is_a_failure_and_no_traceback(project: Project) -> None:
    deep = "[" * 100_000
    project.edit("create_refund", "ok", '"status":"succeeded"', f'"status":{deep}')
    assert kinds(project.run("create_refund", "ok", "L2")) == ["response"]
