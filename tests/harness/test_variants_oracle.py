"""The oracle by its tables: what must follow a fault, worked out from policy, safety and rules."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from portwright_harness.error_rules import Answered
from portwright_harness.manifest import Manifest, read_manifest
from portwright_harness.manifest_policies import (
    BreakerEntry,
    BudgetEntry,
    ErrorRule,
    HintEntry,
    LimitEntry,
    PolicyEntry,
)
from portwright_harness.variants.breaker import CLOSED, HALF_OPEN, OPEN, BreakerModel
from portwright_harness.variants.oracle import Course, Rule, State, Step
from portwright_harness.variants.reading import Reading, lost, read, spoiled
from portwright_runtime.policies.breaker import Breaker
from portwright_runtime.policies.budget import Budget
from tests.harness.project import SAMPLE

POLICY = PolicyEntry(30.0, 8.0, 4, 0.5, 1.0, 5.0, 60.0)
KEYED = {"keyed": {"header": "Idempotency-Key"}}
PLAIN = read_manifest(SAMPLE / "sample_generated/acme/manifest.json")


def answered(status: int, **headers: str) -> Answered:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answered(status, fields, b"{}")


def reading(what: str | int, manifest: Manifest = PLAIN, **headers: str) -> Reading:
    if isinstance(what, str):
        return lost(what, done=False)
    found = read(manifest, answered(what, **headers))
    assert found is not None
    return found


def ruled(*rules: ErrorRule, hint: HintEntry | None = None) -> Manifest:
    return replace(PLAIN, errors=rules, retry_hint=hint)


def course(safety: Any, policy: PolicyEntry = POLICY, **rest: Any) -> Course:
    rule = Rule("op", "default", policy, safety, **rest)
    return Course(rule, State(rule), policy.deadline)


@pytest.mark.parametrize("safety", ["unsafe", "read", "idempotent", KEYED])
@pytest.mark.parametrize(
    ("fault", "repeated", "error"),
    [
        (429, "any", "Throttled"),
        (503, "safe", "Unavailable"),
        (408, "safe", "Unavailable"),
        (401, "never", "AuthFailed"),
        (404, "never", "NotFound"),
        (409, "never", "Conflict"),
        (418, "never", "Rejected"),
        ("connect", "any", "ConnectFailed"),
        ("reset", "safe", "OutcomeUnknown"),
        ("timeout", "safe", "OutcomeUnknown"),
    ],
)
def test_what_is_repeated_hangs_on_fault_and_safety(
    fault: str | int, repeated: str, error: str, safety: Any
) -> None:
    step = course(safety).failed(reading(fault), 0.0)
    may = repeated == "any" or (repeated == "safe" and safety != "unsafe")
    assert (step.least is not None) is may
    assert step.ends == (() if may else (error,))


@pytest.mark.parametrize(
    ("fault", "jitter", "attempt", "waits"),
    [
        (503, "full", 1, (0.0, 0.5)),
        (503, "equal", 2, (0.5, 1.0)),
        (503, "none", 3, (2.0, 2.0)),
        (429, "none", 3, (4.0, 4.0)),
        (429, "none", 9, (5.0, 5.0)),
    ],
)
def test_waits(fault: int, jitter: Any, attempt: int, waits: tuple[float, float]) -> None:
    policy = replace(POLICY, jitter=jitter, attempts=10, deadline=1000.0)
    found = course("read", policy)
    for _ in range(attempt):
        step = found.failed(reading(fault), 0.0)
    assert (step.least, step.most) == waits


def test_the_vendor_may_ask_for_longer() -> None:
    step = course("read").failed(reading(429, Retry_After="7"), 0.0)
    assert (step.least, step.most) == (7.0, 7.0)
    step = course("read").failed(reading(503, Retry_After="0.25"), 0.0)
    assert (step.least, step.most) == (0.25, 0.5)
    long = course("read").failed(reading(429, Retry_After="61"), 0.0)
    assert long.ends == ("Throttled",) and "over the cap of 60 s" in long.why
    rule = ErrorRule("throttle", ((429, 429),), until=15.0)
    step = course("read").failed(reading(429, ruled(rule), Retry_After="1"), 0.0)
    assert (step.least, step.most) == (15.0, 15.0)
    assert "error rule 1 of the spec says throttle for 15 s" in step.why


def ends(found: Course, fault: str | int, at: float = 0.0) -> tuple[str, ...]:
    return found.failed(reading(fault), at).ends


def test_attempts_deadline_and_budget_end_a_call() -> None:
    assert ends(course("read", replace(POLICY, attempts=1)), 503) == ("Unavailable",)
    assert ends(course("read"), 503, 30.0) == ("DeadlineExceeded",)
    assert ends(course("read"), "timeout", 30.0) == ("DeadlineExceeded",)
    assert ends(course(KEYED), "timeout", 30.0) == ("OutcomeUnknown",)
    assert ends(course("read", replace(POLICY, budget=BudgetEntry(0.0, 0))), 503) == (
        "Unavailable",
    )
    chance = course("read").failed(reading(503), 29.8)
    assert (chance.least, chance.ends) == (0.0, ("DeadlineExceeded",))


def test_a_lost_answer_stays_unknown_until_an_answer_tells() -> None:
    for fault, error in ((503, "OutcomeUnknown"), (418, "Rejected"), (409, "OutcomeUnknown")):
        found = course(KEYED, replace(POLICY, attempts=2))
        assert found.failed(reading("reset"), 0.0).least is not None
        assert ends(found, fault) == (error,)
    gone = course("idempotent", replace(POLICY, attempts=2))
    gone.failed(reading("reset"), 0.0)
    assert ends(gone, 404) == ("OutcomeUnknown",)


def test_a_token_is_renewed_once_and_costs_no_attempt() -> None:
    found = course("unsafe", replace(POLICY, attempts=1), renewed_by="ClientCredentials")
    first = found.failed(reading(401), 0.0)
    assert (first.least, first.most, first.renewed, first.ends) == (0.0, 0.0, True, ())
    assert ends(found, 401) == ("AuthFailed",)
    by_rule = reading(400, ruled(ErrorRule("reauth", ((400, 400),))))
    unsafe = course("unsafe", renewed_by="ClientCredentials")
    assert unsafe.failed(by_rule, 0.0).ends == ("AuthFailed",)
    assert course("read", renewed_by="JwtBearer").failed(by_rule, 0.0).renewed
    other = reading(401, ruled(ErrorRule("rejected", ((401, 401),), raises="Nope")))
    assert not course("read", renewed_by="JwtBearer").failed(other, 0.0).renewed


def test_a_limit_may_keep_the_next_attempt_back() -> None:
    found = course("read", limits=(LimitEntry(rate=(2, 10.0)),))
    found.state.starts += [0.0]
    assert found.failed(reading(503), 0.0).most == 0.5
    found.state.starts += [0.1]
    step = found.failed(reading(503), 0.1)
    assert (step.most, step.ends) == (11.0, ("LimitReached",))


HINT = HintEntry("X-Retry", "yes", "no")


@pytest.mark.parametrize(
    ("rule", "answer", "expected"),
    [
        (ErrorRule("retry", ((400, 409),)), answered(409), (True, "Conflict", False)),
        (ErrorRule("retry", ((500, 599),)), answered(500), (True, "Unavailable", True)),
        (ErrorRule("bug", ((500, 500),)), answered(500), (False, "Unavailable", False)),
        (ErrorRule("bug", ((500, 500),)), answered(500, X_Retry="yes"), (False, None, False)),
        (ErrorRule("rejected", raises="No"), answered(503), (False, "Rejected", False)),
        (ErrorRule("rejected", raises="No"), answered(404), (False, "NotFound", False)),
        (ErrorRule("throttle", ((503, 503),)), answered(503), (True, "Throttled", None)),
        (ErrorRule("retry", ((1, 2),)), answered(400, X_Retry="yes"), (True, None, False)),
        (ErrorRule("retry", ((1, 2),)), answered(503, X_Retry="no"), (False, None, True)),
        (ErrorRule("retry", ((1, 2),)), answered(503, X_Retry="?"), (True, None, True)),
    ],
)
def test_rules_and_hints(
    rule: ErrorRule, answer: Answered, expected: tuple[bool, str | None, bool | None]
) -> None:
    found = read(ruled(rule, hint=HINT), answer)
    assert found is not None
    assert (found.retryable, found.bad) == (expected[0], expected[2])
    assert expected[1] in (None, found.error)


def test_a_rule_may_take_an_answer_for_a_success_and_a_success_for_a_refusal() -> None:
    fine = ruled(ErrorRule("success", ((404, 404),)))
    assert read(fine, answered(404)) is None
    refused = ruled(ErrorRule("rejected", ((200, 200),), raises="No"))
    found = spoiled(refused, answered(200), "DecodeFailed", returns=False)
    assert found is not None and (found.error, found.bad) == ("Rejected", False)
    unread = spoiled(PLAIN, answered(200), "DecodeFailed", returns=False)
    assert unread is not None and (unread.error, unread.bad) == ("DecodeFailed", True)


def test_the_breaker_opens_probes_and_closes() -> None:
    model = BreakerModel(BreakerEntry(min_calls=4, open_for=5.0, window=10.0))
    for at, bad in ((0.0, False), (0.1, True), (0.2, None), (0.3, True)):
        model.ends(at, bad, 0.0)
    assert model.state == CLOSED
    model.ends(1.0, True, 0.0)
    assert (model.state, model.blocks(5.9), model.blocks(6.0)) == (OPEN, True, False)
    model.begins(6.0)
    assert model.state == HALF_OPEN
    model.ends(6.0, True, 0.0)
    assert (model.state, model.until) == (OPEN, 16.0)
    model.begins(16.0)
    model.ends(16.0, False, 0.0)
    assert model.state == CLOSED


def test_what_is_old_or_beyond_the_window_does_not_count() -> None:
    by_time = BreakerModel(BreakerEntry(min_calls=2, window=10.0))
    by_time.ends(0.0, True, 0.0)
    by_time.ends(10.0, True, 0.0)
    assert by_time.state == CLOSED
    by_count = BreakerModel(BreakerEntry(min_calls=2, window_calls=2, failure_rate=1.0))
    for bad in (True, False, True):
        by_count.ends(0.0, bad, 0.0)
    assert by_count.state == CLOSED
    slow = BreakerModel(BreakerEntry(min_calls=1, slow_after=2.0, slow_rate=0.5))
    slow.ends(3.0, False, 3.0)
    assert slow.state == OPEN


def test_several_probes_decide_as_soon_as_the_rest_cannot_change_it() -> None:
    model = BreakerModel(BreakerEntry(min_calls=1, probes=3, failure_rate=0.5))
    model.ends(0.0, True, 0.0)
    model.begins(5.0)
    model.ends(5.0, False, 0.0)
    assert model.state == HALF_OPEN
    model.ends(5.0, False, 0.0)
    assert model.state == CLOSED


@pytest.mark.parametrize(("ours", "theirs"), [(BreakerEntry, Breaker), (BudgetEntry, Budget)])
def test_what_a_spec_leaves_out_is_what_the_runtime_has(ours: Any, theirs: Any) -> None:
    fields = dataclasses.fields(theirs)
    assert {f.name: f.default for f in fields} == {
        name: getattr(ours(), name) for name in ours.__struct_fields__
    }


def test_a_step_says_why() -> None:
    step: Step = course(KEYED, replace(POLICY, attempts=1)).failed(reading(503), 0.0)
    assert step.why == "policy `default` has 1 attempt"
    step = course("unsafe").failed(reading(503), 0.0)
    assert "an unsafe call is not repeated that may have been processed" in step.why


def test_a_vendor_that_throttles_is_left_alone_by_other_calls_too() -> None:
    found = course("read", limits=(LimitEntry(rate=(9, 10.0)),))
    found.failed(reading(429, Retry_After="7"), 0.0)
    assert [found.state.queue(now) for now in (2.0, 7.0)] == [5.0, 0.0]
    free = course("read")
    free.failed(reading(429, Retry_After="7"), 0.0)
    assert free.state.queue(2.0) == 0.0
    found.failed(reading(429, Retry_After="999"), 8.0)
    assert found.state.queue(8.0) == 60.0
