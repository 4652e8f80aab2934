"""Fault variants of recorded calls: the tables say what must come of them, and the driver is
held to it; where the tables and the spec differ, that shows."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from portwright_harness.config import read_config
from portwright_harness.error_rules import ErrorRule
from portwright_harness.manifest import Case, OperationEntry, PolicyEntry
from portwright_harness.problem import ScenarioError
from portwright_harness.variants import Variant, VariantsOf, variants_of
from portwright_harness.variants.oracle import FAULTS, always, once
from portwright_harness.vendor import load_vendor
from portwright_runtime.errors import OutcomeUnknown
from tests.harness.project import Project, text

ROOT = Path(__file__).resolve().parents[2]
CONFIG = read_config(ROOT)
POLICY = PolicyEntry(30.0, 8.0, 4, 0.5, 1.0, 5.0, 60.0)
BY_NAME = {fault.name: fault for fault in FAULTS}


def entry(safety: Any) -> OperationEntry:
    return OperationEntry("op", "POST", "/", safety=safety)


@pytest.mark.parametrize("name", ["stripe", "shipstation_v1", "shipstation_v2"])
def test_every_variant_of_our_own_cassettes_ends_as_the_tables_say(name: str) -> None:
    vendor = load_vendor(CONFIG, name)
    found = [item for path in vendor.cassette_paths() for item in variants_of(vendor, path)]
    assert {problem.text for item in found for problem in item.run().problems} == set()
    kinds = Counter(item.name for item in found)
    assert kinds.keys() >= BY_NAME.keys() | {"503_always", "reset_always"}
    assert {item.source for item in found} == {"synthetic"}


KEYED = {"keyed": {"header": "Idempotency-Key"}}


@pytest.mark.parametrize(
    ("fault", "safety", "requests", "error", "returns"),
    [
        ("429", "unsafe", 2, None, True),
        ("503", "unsafe", 1, "Unavailable", False),
        ("503", KEYED, 2, None, True),
        ("503", "read", 2, None, True),
        ("503", "idempotent", 2, None, True),
        ("connect", "unsafe", 2, None, True),
        ("reset", "unsafe", 1, "OutcomeUnknown", False),
        ("reset", "read", 2, None, True),
        ("401", "read", 1, "AuthFailed", False),
        ("malformed_json", KEYED, 1, "DecodeFailed", False),
        ("unknown_enum", "read", 1, "VendorError", True),
    ],
)
def test_a_fault_once(
    fault: str, safety: Any, requests: int, error: str | None, returns: bool
) -> None:
    found = once(BY_NAME[fault], entry(safety), POLICY)
    assert (found.requests, found.error, found.returns) == (requests, error, returns)


def test_the_policy_decides() -> None:
    fault = BY_NAME["timeout"]
    assert once(fault, entry("read"), POLICY).requests == 2
    assert once(fault, entry("read"), replace(POLICY, attempts=1)).requests == 1
    assert once(fault, entry("read"), replace(POLICY, deadline=8.0)).requests == 1
    lasting = always(BY_NAME["503"], entry("read"), POLICY)
    assert lasting is not None
    assert (lasting.requests, lasting.most_wait) == (4, 0.5 + 1 + 2)
    assert always(BY_NAME["503"], entry("unsafe"), POLICY) is None
    assert always(BY_NAME["503"], entry("read"), replace(POLICY, deadline=3.0)) is None
    refused = once(BY_NAME["503"], entry("read"), POLICY, "Declined")
    assert (refused.error, refused.returns) == ("Declined", False)


def prepared(project: Project, **policy: Any) -> dict[str, Variant]:
    """The sample's client has its policy in its code: three attempts."""
    known = replace(POLICY, attempts=3, deadline=60.0, attempt_timeout=30.0, **policy)
    project.manifest(policies={"default": known})
    found = variants_of(project.vendor, project.path("create_refund", "ok"))
    return {item.name: item for item in found}


def test_a_variant_passes_where_client_and_policy_agree(project: Project) -> None:
    for variant in prepared(project).values():
        assert text(variant.run()) == ""


@pytest.mark.parametrize(
    ("change", "name", "shown"),
    [
        ({"safety": "unsafe"}, "503", "sent 2 requests, not 1"),
        ({"safety": "unsafe"}, "reset", "should raise OutcomeUnknown, but returned"),
        ({"safety": {"keyed": {"header": "Other"}}}, "503", "different keys"),
    ],
)
def test_a_client_that_does_not_as_the_spec_says_fails(
    project: Project, change: dict[str, Any], name: str, shown: str
) -> None:
    project.operation("create_refund", **change)
    variant = prepared(project)[name]
    found = text(variant.run())
    assert shown in found
    assert f"acme/create_refund/ok[{name}]" in found


def test_another_number_of_attempts_fails(project: Project) -> None:
    variant = prepared(project)["503_always"]
    assert text(variant.run()) == ""
    project.manifest(policies={"default": replace(POLICY, attempts=2)})
    found = {v.name: v for v in variants_of(project.vendor, project.path("create_refund", "ok"))}
    assert "sent 3 requests, not 2" in text(found["503_always"].run())


def test_waits_are_judged(project: Project) -> None:
    variant = prepared(project, retry_after_cap=1.0)["429"]
    assert text(variant.run()) == ""
    short = {"throttle_base": 0.1, "cap": 0.1, "base": 0.01}
    assert "waited" in text(prepared(project, **short)["503"].run())


def test_what_was_not_one_success_has_no_variants(project: Project) -> None:
    project.manifest(policies={"default": POLICY})
    assert variants_of(project.vendor, project.path("create_refund", "declined")) == []
    assert variants_of(project.vendor, project.path("create_refund", "retried")) == []
    project.manifest(cases=(Case(op="create_refund", cassette="ok", faults=("503", "ok")),))
    assert variants_of(project.vendor, project.path("create_refund", "ok")) == []


def test_the_fixture_gives_variants_and_clients(fault_variants: VariantsOf) -> None:
    found = {item.name: item for item in fault_variants("stripe/create_refund/ok")}
    assert text(found["503"].run()) == ""
    with found["reset_always"].client() as stripe, pytest.raises(OutcomeUnknown):
        stripe.create_refund(charge="ch_1", amount=1)
    with found["503"].client() as stripe:
        assert stripe.create_refund(charge="ch_1", amount=1).id


@pytest.mark.parametrize("place", ["stripe/create_refund", "shipstation_v1/get_order/not_found"])
def test_a_loop_over_no_variants_does_not_pass(fault_variants: VariantsOf, place: str) -> None:
    with pytest.raises(ScenarioError, match=place):
        fault_variants(place)


def test_the_rules_of_the_spec_go_before_the_tables() -> None:
    stripe = load_vendor(CONFIG, "stripe")
    rules = (ErrorRule("raise", ((503, 503),)), ErrorRule("retry", ((500, 500),)))
    ruled = dataclasses.replace(stripe, manifest=replace(stripe.manifest, errors=rules))
    path = stripe.cassette("get_payment", "ok")
    before, after = (
        {item.name: item.expected for item in variants_of(vendor, path)}
        for vendor in (stripe, ruled)
    )
    assert (before["503"].requests, after["503"].requests) == (2, 1)
    assert after["503"].error == "Rejected"
    assert "500" in before and "500" not in after, "when it is tried again no table knows"
