"""Fault cases judge the client by counts and keys that the case states."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from portwright_harness.fault_script import FaultScript
from portwright_harness.manifest import Case
from portwright_runtime import WireRequest, WireResponse
from tests.harness.project import Project, kinds, text


def run(project: Project, case: Case, scenario: str = "ok") -> Any:
    plain = tuple(c for c in project.vendor.manifest.cases if not c.faults)
    project.manifest(cases=(*plain, case))
    checks = [c for c in project.checks(case.op, scenario) if c.level == "faults"]
    assert len(checks) == 1
    return checks[0].run()


def refund(*faults: Any, **rest: Any) -> Case:
    return Case(op="create_refund", cassette="ok", faults=faults, **rest)


@pytest.mark.parametrize(
    "case",
    [
        refund("timeout", "503", "ok", expect={"requests": 3, "same_key": True}),
        refund("reset", "ok", expect={"requests": 2, "same_key": True}),
        refund("429", "ok"),
        refund("connect", "connect", "connect", raises="ConnectFailed"),
        refund("reset", "reset", "reset", raises="OutcomeUnknown"),
        # Two attempts of 30 s each use up the deadline of 60 s, on the virtual clock alone.
        refund("timeout", "timeout", "ok", expect={"requests": 2}, raises="OutcomeUnknown"),
        refund(401, raises="AuthFailed"),
        refund({"status": 400, "error": {"code": "x", "message": "y"}}, raises="AcmeRejected"),
        refund({"status": 429, "headers": {"Retry-After": "500"}}, raises="Throttled"),
        refund("ok", wire={"amount": 1, "$key": "own"}, expect={"same_key": True}),
        Case(op="get_order", cassette="paid", faults=("500", "ok"), expect={"requests": 2}),
    ],
)
def test_a_right_case_passes(project: Project, case: Case) -> None:
    scenario = case.cassette or "ok"
    assert text(run(project, case, scenario)) == ""


@pytest.mark.parametrize(
    ("case", "kind", "shown"),
    [
        (refund("503", "ok", expect={"requests": 3}), "expect", "sent 2 requests, not 3"),
        (refund("503", "503", "503", "ok"), "expect", "sent 3 requests, not 4"),
        (refund("503"), "extra", "request 2 is beyond the steps"),
        (refund("400", "ok"), "expect", "sent 1 requests, not 2"),
        (refund("400", expect={"requests": 1}), "outcome", "raised AcmeRejected"),
        (refund("ok", raises="Throttled"), "outcome", "should raise Throttled, but returned"),
        (refund("404", raises="Throttled"), "outcome", "should raise Throttled, not AcmeNotFound"),
        (refund("explode", "ok"), "inputs", "unknown fault `explode`"),
        (refund({"code": 1}), "inputs", "a fault needs a status"),
        (refund("ok", expect={"reauths": 1}), "inputs", "cannot expect `reauths`"),
    ],
)
def test_a_wrong_case_fails(project: Project, case: Case, kind: str, shown: str) -> None:
    finding = run(project, case)
    assert kind in kinds(finding)
    assert shown in text(finding)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            lambda r, n: replace(r, headers=(("Idempotency-Key", f"k{n}"),)),
            "2 different keys",
        ),
        (
            lambda r, n: replace(r, headers=()),
            "request 1 carries no idempotency key",
        ),
        (
            lambda r, n: replace(r, body=(r.body or b"") + b"&n=%d" % n),
            "- body       n = 1\n  + body       n = 2",
        ),
    ],
)
def test_a_client_that_repeats_something_else_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch, change: Any, shown: str
) -> None:
    answer = FaultScript.answer

    def changed(self: FaultScript, request: WireRequest) -> WireResponse:
        return answer(self, change(request, len(self.seen) + 1))

    monkeypatch.setattr(FaultScript, "answer", changed)
    finding = run(project, refund("503", "ok", expect={"same_key": True}))
    assert set(kinds(finding)) == {"expect"}
    assert shown in text(finding)


def test_an_operation_without_a_key_cannot_have_the_same(project: Project) -> None:
    case = Case(op="get_order", cassette="paid", faults=("503", "ok"), expect={"same_key": True})
    finding = run(project, case, "paid")
    assert "request 1 carries no idempotency key" in text(finding)


def test_no_happy_cassette_fails_the_ok_step(project: Project) -> None:
    case = Case(op="get_order", cassette="missing", faults=("503", "ok"))
    finding = run(project, case, "missing")
    assert kinds(finding) == ["cassette"]
    assert "no cassette of get_order answers the `ok` step" in text(finding)


def test_a_case_without_a_cassette_hangs_on_the_first_happy_one(project: Project) -> None:
    case = Case(op="create_refund", faults=("503", "ok"))
    project.manifest(cases=(*[c for c in project.vendor.manifest.cases if not c.faults], case))
    ids = {
        scenario: [c.id for c in project.checks("create_refund", scenario) if c.level == "faults"]
        for scenario in ("declined", "ok", "retried")
    }
    assert ids == {
        "declined": [],
        "ok": ["acme/create_refund/ok[faults-503,ok]"],
        "retried": [],
    }


def test_the_inputs_of_a_fault_case_are_those_of_its_cassette_when_it_states_none(
    project: Project,
) -> None:
    """A compiled manifest says `{}` where the spec says nothing."""
    assert text(run(project, refund("503", "ok", wire={}))) == ""
    paid = Case(op="get_order", cassette="paid", faults=("503", "ok"), wire={})
    assert text(run(project, paid, "paid")) == ""


def test_a_fault_case_of_an_operation_without_cassettes_is_a_check_of_the_vendor(
    project: Project,
) -> None:
    faults = ("connect", "connect", "connect")
    project.case(Case(op="list_orders", faults=faults))
    checks = project.vendor_checks()
    lost = checks["acme/list_orders/no_cassette[faults-connect,connect,connect]"].run()
    assert kinds(lost) == ["outcome"] and "ConnectFailed" in text(lost)


def test_ids_are_distinct(project: Project) -> None:
    twice = [c for c in project.vendor.manifest.cases if c.op == "create_refund"]
    project.manifest(cases=tuple(twice + [msgspec.structs.replace(c) for c in twice]))
    ids = [c.id for c in project.checks("create_refund", "ok")]
    assert len(ids) == len(set(ids)) > 6
