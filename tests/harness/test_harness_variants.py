"""Fault variants of recorded calls: the tables say what must come of them, and the driver is
held to it; where the tables and the spec differ, that shows."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from msgspec.structs import replace

from portwright_harness.config import ConfigError, read_config
from portwright_harness.error_rules import Answered
from portwright_harness.manifest import Case
from portwright_harness.manifest_policies import BreakerEntry, ErrorRule
from portwright_harness.problem import ScenarioError
from portwright_harness.report_junit import junit
from portwright_harness.run import verify
from portwright_harness.variants import Variant, VariantsOf, variants_of
from portwright_harness.variants.faults import FAULTS
from portwright_harness.variants.reading import read
from portwright_harness.vendor import load_vendor
from portwright_runtime import Headers
from portwright_runtime.errors import CircuitOpen, OutcomeUnknown, Unavailable
from portwright_runtime.policies.classify import RETRYABLE, Outcome, classify
from tests.harness.project import SAMPLE, Project, text

ROOT = Path(__file__).resolve().parents[2]
CONFIG = read_config(ROOT)
# As many of each vendor's at least: the plugin collects all of them from cassettes/.
SOME = 6


@pytest.mark.parametrize("name", ["kinto", "stripe", "shipstation_v1", "shipstation_v2"])
def test_variants_of_our_own_cassettes_end_as_the_tables_say(name: str) -> None:
    vendor = load_vendor(CONFIG, name)
    paths = vendor.cassette_paths()
    some = paths[:: max(1, len(paths) // SOME)]
    found = [item for path in some for item in variants_of(vendor, path)]
    assert {problem.text for item in found for problem in item.run().problems} == set()
    kinds = Counter(item.name for item in found)
    always = {"503_always", "reset_before_always", "reset_after_always", "timeout_always"}
    assert kinds.keys() >= {f.name for f in FAULTS if not f.returns} | always | {"outage", "rule_1"}
    assert {item.source for item in found} == {"synthetic"}


@pytest.mark.parametrize("name", ["kinto", "stripe", "shipstation_v1", "shipstation_v2"])
def test_the_tables_read_answers_as_the_generated_rules_do(name: str) -> None:
    vendor = load_vendor(CONFIG, name)
    vendor.package()
    rules = __import__(f"generated.{name}.rules", fromlist=["RULES"]).RULES
    bodies = (None, {"error": {"code": "lock_timeout"}}, {"error": {"type": "idempotency_error"}})
    more = ({"ExceptionType": "System.TimeoutException"}, {"ExceptionMessage": "x"})
    for status in range(400, 600):
        for body in (*bodies, *more, {"errors": [{"error_source": "carrier"}]}):
            verdict = rules.judge(status, Headers(()), body)
            outcome = verdict.outcome if verdict else classify(status)
            found = read(vendor.manifest, Answered(status, (), json.dumps(body).encode()))
            assert found is not None
            assert found.retryable is (outcome in RETRYABLE), (status, body)
            assert found.throttled is (outcome is Outcome.THROTTLE), (status, body)


def test_the_pages_of_a_listing_are_met_by_faults_too() -> None:
    vendor = load_vendor(CONFIG, "stripe")
    path = vendor.cassette("list_payments", "three_pages")
    found = {item.name: item for item in variants_of(vendor, path)}
    assert {"429_at_3", "503_at_3", "reset_before_at_3", "malformed_json_at_3"} <= found.keys()
    assert text(found["503_at_3"].run()) == ""


def prepared(project: Project, scenario: str = "ok", **policy: Any) -> dict[str, Variant]:
    """The sample's client has its policy in its code: three attempts."""
    known = project.vendor.manifest.policies["default"]
    project.manifest(policies={"default": replace(known, **policy)})
    found = variants_of(project.vendor, project.path("create_refund", scenario))
    return {item.name: item for item in found}


def test_a_variant_passes_where_client_and_policy_agree(project: Project) -> None:
    found = prepared(project)
    assert len(found) > 20
    assert {text(variant.run()) for variant in found.values()} == {""}


@pytest.mark.parametrize(
    ("change", "name", "shown"),
    [
        ({"safety": "unsafe"}, "503", "request 2 should not follow: status 503 means unavailable"),
        ({"safety": "unsafe"}, "reset_after", "request 2 should not follow"),
        ({"safety": {"keyed": {"header": "Other"}}}, "503", "request 1 carries no idempotency key"),
    ],
)
def test_a_client_that_does_not_as_the_spec_says_fails(
    project: Project, change: dict[str, Any], name: str, shown: str
) -> None:
    project.operation("create_refund", **change)
    found = text(prepared(project)[name].run())
    assert shown in found
    assert found.startswith(f"async client, {name}: ") and "\nsync client" not in found


@pytest.mark.parametrize(
    ("policy", "name", "shown"),
    [
        ({"attempts": 2}, "503_always", "request 3 should not follow: policy `default` has 2 att"),
        ({"attempts": 4}, "503_always", "request 4 should follow, but the call raised Unavailable"),
        ({"throttle_base": 9.0, "jitter": "none"}, "429_bare", "came after 1 s, not 9 s"),
        ({"retry_after_cap": 30.0}, "429_too_long", "request 2 should not follow: the vendor asks"),
        ({"deadline": 25.0}, "timeout", "request 2 should not follow: the deadline of 25 s"),
        (
            {"breaker": BreakerEntry(min_calls=2)},
            "503",
            "the breaker should be open, but is closed",
        ),
        ({"breaker": BreakerEntry(open_for=9.0)}, "outage", "sent though the breaker is open"),
    ],
)
def test_another_policy_than_the_spec_says_fails(
    project: Project, policy: dict[str, Any], name: str, shown: str
) -> None:
    assert shown in text(prepared(project, **policy)[name].run())


def test_a_failure_tells_what_happened(project: Project) -> None:
    told = text(prepared(project, attempts=2)["429_always"].run())
    met = "(POST https://api.acme.example/v1/refunds) met 429, Retry-After: 1"
    assert told.splitlines()[:-1] == [
        "async client, 429_always: request 3 should not follow: policy `default` has 2 attempts",
        f"     0.000 s  request 1 {met}",
        f"     1.000 s  request 2 {met}",
        f"     2.000 s  request 3 {met}",
    ]
    assert "s  the call raised " in told.splitlines()[-1]


def test_the_vendors_own_rules_and_hints_are_met(project: Project) -> None:
    project.manifest(errors=(ErrorRule("throttle", ((429, 429),), until=15.0),))
    found = prepared(project)
    assert "request 2 came after 1 s, not 15 s: error rule 1" in text(found["429"].run())
    assert "rule_1" in found


def test_what_was_not_all_success_has_no_variants(project: Project) -> None:
    assert prepared(project, "declined") == {}
    assert prepared(project, "retried") == {}
    project.manifest(cases=(Case(op="create_refund", cassette="ok", faults=("503", "ok")),))
    assert prepared(project) == {}


def test_variants_are_checks_of_their_own(project: Project) -> None:
    found = [c for c in project.checks("create_refund", "ok") if c.level == "variants"]
    ids = [check.id for check in found]
    assert "acme/create_refund/ok[fault:503_always]" in ids and len(ids) == len(set(ids)) > 20
    project.edit("create_refund", "ok", "interactions:", "interactions: ]")
    assert [c for c in project.checks("create_refund", "ok") if c.level == "variants"] == []


_OF_429 = {"429", "429_always", "429_bare", "429_bare_always", "429_at_the_cap", "429_too_long"}


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("false", set()),
        (
            '["429*", "outage"]',
            _OF_429,
        ),
    ],
)
def test_a_project_chooses_its_variants(
    tmp_path: Path, project: Project, setting: str, names: set[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.portwright]\nvariants = {setting}\n")
    chosen = read_config(tmp_path).variants
    project.choose(chosen)
    found = {c.detail for c in project.checks("create_refund", "ok") if c.level == "variants"}
    assert found - {"outage"} == names


@pytest.mark.parametrize("setting", ["1", "[]", '"429"', "[429]"])
def test_another_setting_is_refused(tmp_path: Path, setting: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.portwright]\nvariants = {setting}\n")
    with pytest.raises(ConfigError, match="variants must be true, false or a list"):
        read_config(tmp_path)


def test_the_report_counts_them_apart() -> None:
    report = verify(SAMPLE, vendors=["acme"])
    document = json.loads(report.json())
    counted = document["levels"]["variants"]
    assert counted["failed"] == 0 and counted["passed"] > 60
    assert f", {counted['passed']} fault variants, " in report.summary()
    assert sum(c["passed"] + c["failed"] for c in document["levels"].values()) == len(
        document["results"]
    )


def test_the_fixture_gives_variants_and_clients(fault_variants: VariantsOf) -> None:
    found = {item.name: item for item in fault_variants("stripe/create_refund/ok")}
    assert text(found["503"].run()) == ""
    with found["reset_after_always"].client() as stripe, pytest.raises(OutcomeUnknown):
        stripe.create_refund(charge="ch_1", amount=1)
    with found["503"].client() as stripe:
        assert stripe.create_refund(charge="ch_1", amount=1).id
    with found["outage"].client() as stripe:
        for _ in range(20):
            with pytest.raises((Unavailable, CircuitOpen)) as raised:
                stripe.create_refund(charge="ch_1", amount=1)
        assert raised.type is CircuitOpen


@pytest.mark.parametrize("place", ["stripe/create_refund", "shipstation_v1/get_order/not_found"])
def test_a_loop_over_no_variants_does_not_pass(fault_variants: VariantsOf, place: str) -> None:
    with pytest.raises(ScenarioError, match=place):
        fault_variants(place)


def test_the_rules_of_the_spec_go_before_the_tables() -> None:
    stripe = load_vendor(CONFIG, "stripe")
    rules = (
        ErrorRule("rejected", ((503, 503),), raises="Declined"),
        ErrorRule("throttle", ((500, 500),)),
        ErrorRule("retry", ((401, 401),)),
        ErrorRule("success", ((429, 429),)),
    )
    ruled = dataclasses.replace(stripe, manifest=replace(stripe.manifest, errors=rules))
    before, after = (
        {item.name: item.met[0].reading for item in variants_of(vendor, path)}
        for vendor, path in ((v, v.cassette("get_payment", "ok")) for v in (stripe, ruled))
    )
    told = {
        name: [(found[name].error, found[name].retryable) for found in (before, after)]
        for name in ("503", "500", "401")
    }
    assert told == {
        "503": [("Unavailable", True), ("Rejected", False)],
        "500": [("Unavailable", True), ("Throttled", True)],
        "401": [("AuthFailed", False), ("AuthFailed", True)],
    }
    assert "429" in before and "429" not in after, "a success is no fault"


def test_build_servers_see_each_variant() -> None:
    report = verify(SAMPLE, vendors=["acme"], levels=["variants"])
    read = JUnitXml.fromstring(junit(report).encode())
    names = [case.name for suite in read for case in suite]
    assert "acme/create_refund/ok[fault:503_always]" in names
    assert (
        len([name for name in names if "[fault:" in name]) == report.levels()["variants"]["passed"]
    )
