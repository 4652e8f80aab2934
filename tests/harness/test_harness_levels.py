"""Every level passes over the sample, and fails when one thing is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from portwright_harness.expected_values import expected_values
from portwright_harness.manifest import Case
from tests.harness.project import Project, kinds, text

LEVELS = ["L1", "L1-vcr"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("operation", "scenario", "old", "new", "shown"),
    [
        ("create_refund", "ok", "amount=500", "amount=501", "- body       amount = 501"),
        ("create_refund", "ok", "amount=500", "amount=500&extra=1", "- body       extra = 1"),
        ("create_refund", "ok", "expand[1]=payment", "expand[1]=refund", "expand[1] = refund"),
        ("create_refund", "ok", "Bearer REDACTED", "Basic REDACTED", "authorization = Basic"),
        ("create_refund", "ok", "Authorization:", "X-Other:", "+ credential authorization"),
        ("create_refund", "ok", "Idempotency-Key:", "X-Other:", "+ header     idempotency-key"),
        ("create_refund", "ok", "'2025-03-01'", "'2024-03-01'", "acme-version = 2024-03-01"),
        ("create_refund", "ok", "x-www-form-urlencoded", "json", "content-type = application/json"),
        ("create_refund", "ok", "method: POST", "method: PUT", "method = PUT"),
        ("create_refund", "ok", "/v1/refunds", "/v1/refund", "url = https://api.acme.example"),
        ("create_order", "ok", '"quantity": 2}', '"quantity": 3}', "items[0].quantity = 3"),
        ("create_order", "ok", '"customer": null, ', "", "+ body       customer = null"),
        ("get_order", "paid", "o%201%2F2", "o%201/2", "/v1/orders/o%201/2"),
    ],
)
def test_a_request_that_differs_fails_with_a_diff(
    project: Project, level: str, operation: str, scenario: str, old: str, new: str, shown: str
) -> None:
    assert kinds(project.run(operation, scenario, level)) == []
    project.edit(operation, scenario, old, new)
    finding = project.run(operation, scenario, level)
    assert kinds(finding) == ["request"]
    assert shown in text(finding) and "request 1 of 1" in text(finding)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("amount=500", "amount=500&password=hunter-2"),
        ("metadata[order]=o-1", "metadata[order]=hunter-2"),
        ("/v1/refunds", "/v1/refunds?client_secret=hunter-2"),
    ],
)
def test_a_secret_field_that_differs_is_told_and_not_shown(
    project: Project, level: str, old: str, new: str
) -> None:
    project.manifest(scrub=("body.metadata.order",))
    project.edit("create_refund", "ok", old, new)
    said = text(project.run("create_refund", "ok", level))
    assert "= (not shown)" in said and "hunter-2" not in said and "o-1" not in said


@pytest.mark.parametrize("level", LEVELS)
def test_a_changed_input_fails(project: Project, level: str) -> None:
    def larger(case: Case) -> Case:
        wire = {**(case.wire or {}), "amount": 999_999}
        return msgspec.structs.replace(case, wire=wire) if case.cassette == "ok" else case

    project.manifest(cases=tuple(larger(c) for c in project.vendor.manifest.cases if not c.faults))
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["request"]
    assert "+ body       amount = 999999" in text(finding)


@pytest.mark.parametrize("level", LEVELS)
def test_the_retry_of_a_recording_is_played_in_order(project: Project, level: str) -> None:
    assert kinds(project.run("create_refund", "retried", level)) == []
    project.edit("create_refund", "retried", "amount=700", "amount=701")
    assert kinds(project.run("create_refund", "retried", level)) == ["request"]


@pytest.mark.parametrize("level", LEVELS)
def test_an_interaction_that_is_not_played_fails(project: Project, level: str) -> None:
    project.edit("create_refund", "retried", "code: 503", "code: 200")
    project.edit(
        "create_refund", "retried", "string: ''", 'string: \'{"id":"r","amount":1,"status":"p"}\''
    )
    project.edit(
        "create_refund",
        "retried",
        "Retry-After:\n      - '2'",
        "Content-Type:\n      - application/json",
    )
    finding = project.run("create_refund", "retried", level)
    assert kinds(finding) == ["unplayed"]
    assert "2" in text(finding)


@pytest.mark.parametrize("level", LEVELS)
def test_a_request_that_was_not_recorded_fails(project: Project, level: str) -> None:
    path = project.path("create_refund", "retried")
    head, _, tail = path.read_text(encoding="utf-8").partition("- request: *request")
    path.write_text(head + "metadata:" + tail.partition("metadata:")[2], encoding="utf-8")
    finding = project.run("create_refund", "retried", level)
    assert kinds(finding) == ["extra"]
    assert "request 2 has no interaction" in text(finding)


@pytest.mark.parametrize("level", LEVELS)
def test_interactions_out_of_order_fail(project: Project, level: str) -> None:
    project.case(Case(op="list_orders", cassette="two", wire={"limit": 2}))
    path = project.path("list_orders", "two")
    path.parent.mkdir(exist_ok=True)
    content = project.recording.read_text(encoding="utf-8")
    path.write_text(content.replace("limit=2&status=open\n", "limit=2\n"), encoding="utf-8")
    assert kinds(project.run("list_orders", "two", level)) == ["request"]


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
def test_an_error_that_no_case_states_fails(project: Project, level: str) -> None:
    project.cases(lambda case: msgspec.structs.replace(case, raises=None))
    finding = project.run("create_refund", "declined", level)
    assert kinds(finding) == ["outcome"]
    assert "raised AcmeRejected" in text(finding)


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
@pytest.mark.parametrize(("raises", "ok"), [("NotFound", False), ("AcmeRejected", True)])
def test_an_error_of_another_class_fails(
    project: Project, level: str, raises: str, ok: bool
) -> None:
    project.cases(lambda case: msgspec.structs.replace(case, raises=raises))
    finding = project.run("create_refund", "declined", level)
    assert kinds(finding) == ([] if ok else ["outcome"])
    assert ok or "should raise NotFound, not AcmeRejected" in text(finding)


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
def test_an_error_that_does_not_come_fails(project: Project, level: str) -> None:
    project.cases(lambda case: msgspec.structs.replace(case, raises="Rejected"))
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["outcome"]
    assert "should raise Rejected, but returned" in text(finding)


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
@pytest.mark.parametrize(
    ("wire", "shown"),
    [
        ({"amount": "500"}, "argument `amount`: Expected `int`, got `str`"),
        ({"amout": 500}, "no argument `amout`; there are: amount, charge"),
        ({"expand": "charge"}, "argument `expand`"),
        ({"options": {}}, "no argument `options`"),
    ],
)
def test_inputs_that_are_no_arguments_fail(
    project: Project, level: str, wire: dict[str, Any], shown: str
) -> None:
    project.manifest(cases=(Case(op="create_refund", cassette="ok", wire=wire),))
    finding = project.run("create_refund", "ok", level)
    assert kinds(finding) == ["inputs"]
    assert shown in text(finding)


def test_a_missing_required_input_fails(project: Project) -> None:
    project.manifest(cases=(Case(op="get_order", cassette="paid"),))
    finding = project.run("get_order", "paid", "L1")
    assert "lack the required argument `order_id`" in text(finding)


@pytest.mark.parametrize("level", [*LEVELS, "L3"])
def test_an_unknown_operation_fails(project: Project, level: str) -> None:
    path = project.path("create_refunds", "ok")
    path.parent.mkdir()
    project.path("create_refund", "ok").rename(path)
    project.case(Case(op="create_refunds", cassette="ok"))
    finding = project.run("create_refunds", "ok", level)
    assert kinds(finding) == ["inputs"]
    assert "no operation `create_refunds`" in text(finding)


def test_an_operation_that_the_package_lacks_fails(project: Project) -> None:
    operations = project.vendor.manifest.operations
    project.manifest(operations={**operations, "make_refund": operations["create_refund"]})
    path = project.path("make_refund", "ok")
    path.parent.mkdir()
    project.path("create_refund", "ok").rename(path)
    project.case(Case(op="make_refund", cassette="ok"))
    assert "Acme has no operation make_refund" in text(project.run("make_refund", "ok", "L1"))


def test_a_key_of_the_case_goes_under_its_own_name(project: Project) -> None:
    wire = {"amount": 999999, "charge": "ch_1", "$key": "cmd-1"}
    project.manifest(
        cases=(Case(op="create_refund", cassette="declined", wire=wire, raises="Rejected"),)
    )
    assert "+ header     idempotency-key = cmd-1" in text(
        project.run("create_refund", "declined", "L1")
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("code: 404", "code: 409", ["outcome"]),
        ("code: 404", "code: 410", []),
        ("code: 404", "code: 500", ["extra"]),
    ],
)
def test_the_status_decides_the_class(
    project: Project, old: str, new: str, found: list[str]
) -> None:
    project.edit("get_order", "missing", old, new)
    assert kinds(project.run("get_order", "missing", "L1")) == found


def test_a_driver_that_raises_the_wrong_class_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The harness reads statuses by a table of its own, even where the case would be content."""
    from portwright_runtime import interpret
    from portwright_runtime.policies.classify import Outcome

    monkeypatch.setitem(interpret._ERROR_CLASS, Outcome.REJECTED, "not_found")
    project.cases(lambda case: msgspec.structs.replace(case, raises="AcmeError"))
    finding = project.run("create_refund", "declined", "L1")
    assert "status 402 should be Rejected, not AcmeNotFound" in text(finding)


def test_l3_reports_the_share_of_selected_fields(project: Project) -> None:
    finding = project.run("create_refund", "ok", "L3")
    assert (finding.filled, finding.selected) == (3, 4)


def test_l3_reports_unknown_values_and_fields(project: Project) -> None:
    notes = project.run("get_order", "paid", "L3").notes
    assert "unknown enum value at status: 'refunded'" in notes
    assert any("`internal`" in note for note in notes)


def test_l3_does_not_compare_requests(project: Project) -> None:
    project.edit("create_refund", "ok", "amount=500", "amount=501")
    assert kinds(project.run("create_refund", "ok", "L3")) == []


def test_an_answer_that_does_not_decode_fails(project: Project) -> None:
    project.edit("create_refund", "ok", '"amount":500', '"amount":"many"')
    finding = project.run("create_refund", "ok", "L3")
    assert kinds(finding) == ["decode"]
    assert "$.amount" in text(finding)
    assert kinds(project.run("create_refund", "ok", "L1")) == []


@pytest.mark.parametrize("level", LEVELS)
def test_what_was_not_asked_for_says_what_ended_the_call(project: Project, level: str) -> None:
    path = project.path("create_refund", "retried")
    path.write_text(path.read_text("utf-8").replace("code: 503", "code: 200", 1), "utf-8")
    said = text(project.run("create_refund", "retried", level))
    assert "1 of 2" in said or "2 of 2" in said
    assert "; the call ended with " in said


def test_a_request_too_many_says_what_it_came_after(project: Project) -> None:
    project.edit("create_refund", "ok", "code: 200", "code: 503")
    assert "after an answer 503" in text(project.run("create_refund", "ok", "L1"))


@pytest.mark.parametrize(
    ("maker", "remedy"),
    [
        (
            "recorder: portwright 0.1.0, vcrpy 9.4.2",
            "record it again: portwright record acme create_refund/ok --env",
        ),
        ("recorder: another", "compare it with the document"),
        ("written_at: 2026-01-01", "compare it with the document"),
    ],
)
def test_a_stale_hash_says_what_to_do(project: Project, maker: str, remedy: str) -> None:
    stated = f"source: synthetic\n    {maker}\n    schemas: {{'200': 0000000000000000}}"
    project.edit("create_refund", "ok", "source: synthetic", stated)
    finding = project.run("create_refund", "ok", "L0")
    assert kinds(finding) == ["stale"] and remedy in text(finding)


def test_an_error_body_that_does_not_decode_fails(project: Project) -> None:
    project.edit("create_refund", "declined", '"message":"More than was charged",', "")
    finding = project.run("create_refund", "declined", "L3")
    assert kinds(finding) == ["decode"]
    assert "the error's body was not decoded" in text(finding)


def test_a_field_that_the_model_drops_fails(project: Project) -> None:
    schema = project.vendor.manifest.schemas["Order"]
    properties = {**schema["properties"], "internal": {"type": "boolean"}}
    project.manifest(
        schemas={
            **project.vendor.manifest.schemas,
            "Order": {**schema, "properties": properties},
        }
    )
    finding = project.run("get_order", "paid", "L3")
    assert kinds(finding) == ["decode"]
    assert "the answer holds `internal`, the decoded model does not" in text(finding)


def test_a_vacuous_decode_fails(project: Project) -> None:
    schemas = {"Refund": {"type": "object", "properties": {"reason": {"type": "string"}}}}
    project.manifest(schemas={**project.vendor.manifest.schemas, **schemas})
    selection = msgspec.convert({"read": ["reason"]}, type(operation_of(project).selection))
    project.operation("create_refund", selection=selection)
    finding = project.run("create_refund", "ok", "L3")
    assert kinds(finding) == ["vacuous"]
    assert "fills none of 1 selected fields" in text(finding)


def operation_of(project: Project) -> Any:
    return project.vendor.manifest.operations["create_refund"]


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ({"status": "succeeded", "amount": 500}, []),
        ({"status": "pending"}, ["expect"]),
        ({"colour": "red"}, ["expect"]),
    ],
)
def test_what_a_case_expects_of_the_value_is_checked(
    project: Project, expect: dict[str, Any], found: list[str]
) -> None:
    def expecting(case: Case) -> Case:
        return case if case.faults else msgspec.structs.replace(case, expect=expect)

    project.cases(expecting)
    assert kinds(project.run("create_refund", "ok", "L3")) == found


@pytest.mark.parametrize(
    ("wanted", "held", "fits"),
    [
        ("8.15", 8.15, True),
        ("8.16", 8.15, False),
        ("8.15", "8.15", True),
        ("8.15", Decimal("8.15"), True),
        (8, 8.0, True),
        ("8", 8, False),
    ],
)
def test_a_fraction_that_a_case_expects_is_text(wanted: object, held: object, fits: bool) -> None:
    assert (expected_values({"cost": wanted}, {"cost": held}) == []) is fits


def test_a_broken_cassette_fails_every_level(project: Project) -> None:
    project.edit("create_refund", "ok", "version: 1", "version: 9")
    for level in ("L0", "L1", "L1-vcr", "L3"):
        finding = project.run("create_refund", "ok", level)
        assert kinds(finding) == ["cassette"]
        assert "ok.yaml:1" in text(finding)
