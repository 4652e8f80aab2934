"""Each way of breaking the runtime's policy is caught by a variant: the check of the checks.

The runtime is broken in its cores, which both clients share, and where there is one of each in
both of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import structs

from portwright_harness.cassette_checks import checks_of
from portwright_harness.play import MODES
from portwright_harness.variants import Variant, variants_of
from portwright_harness.vendor import Vendor
from portwright_runtime import course, interpret
from portwright_runtime._async import client as async_client
from portwright_runtime._async import credentials as async_credentials
from portwright_runtime._async import tokens as async_tokens
from portwright_runtime._sync import client as sync_client
from portwright_runtime._sync import credentials as sync_credentials
from portwright_runtime._sync import tokens as sync_tokens
from portwright_runtime.auth.life import Life
from portwright_runtime.errors import PortwrightError, VendorError
from portwright_runtime.policies import retry
from portwright_runtime.policies.breaker import CircuitBreaker, State
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.policy import Retry
from portwright_runtime.policies.retry import Again, Failure, Stop
from tests.harness.depot import AUTHS, depot
from tests.harness.project import text

Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def depots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Vendor]:
    root = tmp_path_factory.mktemp("depots")
    return {auth: depot(root, auth) for auth in AUTHS}


@pytest.fixture
def vendor(depots: dict[str, Vendor]) -> Vendor:
    return depots["credentials"]


def variants(vendor: Vendor, operation: str) -> dict[str, Variant]:
    found = variants_of(vendor, vendor.cassette(operation, "ok"))
    return {variant.name: variant for variant in found}


def _decide(patch: Patch, **changes: Callable[[Any], Any]) -> None:
    """The decision, with some of what it is given changed."""
    real = retry.decide

    def decide(failure: Failure, **given: Any) -> Again | Stop:
        for name, change in changes.items():
            if name == "failure":
                failure = change(failure)
            else:
                given[name] = change(given[name])
        return real(failure, **given)

    patch.setattr(course, "decide", decide)


def _retry(**changes: Any) -> Callable[[Retry], Retry]:
    return lambda found: dataclasses.replace(found, **changes)


def one_attempt_too_many(patch: Patch) -> None:
    _decide(patch, retry=_retry(attempts=4))


def one_attempt_too_few(patch: Patch) -> None:
    _decide(patch, retry=_retry(attempts=2))


def waits_are_ignored(patch: Patch) -> None:
    real = retry.decide

    def decide(failure: Failure, **given: Any) -> Again | Stop:
        found = real(failure, **given)
        return Again(0.0) if isinstance(found, Again) else found

    patch.setattr(course, "decide", decide)


def retry_after_is_ignored(patch: Patch) -> None:
    _decide(patch, failure=lambda failure: dataclasses.replace(failure, retry_after=None))


def retry_after_has_no_cap(patch: Patch) -> None:
    _decide(patch, retry=_retry(retry_after_cap=1000.0))


def the_backoff_does_not_grow(patch: Patch) -> None:
    real = retry.backoff
    patch.setattr(retry, "backoff", lambda attempt, **rest: real(1, **rest))


def jitter_is_left_out(patch: Patch) -> None:
    _decide(patch, retry=_retry(jitter="full"))


def unsafe_writes_are_repeated(patch: Patch) -> None:
    patch.setattr(retry, "may_repeat", lambda safety, *, processed: True)


def nothing_is_repeated_that_was_sent(patch: Patch) -> None:
    patch.setattr(retry, "may_repeat", lambda safety, *, processed: not processed)


def another_key_for_each_attempt(patch: Patch) -> None:
    for module in (async_client, sync_client):
        patch.setattr(module, "authorized", _with_other_keys(module.authorized))


def _with_other_keys(real: Callable[..., Any]) -> Callable[..., Any]:
    numbers = iter(range(100_000))

    def authorized(*args: Any, **rest: Any) -> Any:
        request = real(*args, **rest)
        pairs = tuple(
            (name, f"{value}-{next(numbers)}" if name == "Idempotency-Key" else value)
            for name, value in request.headers
        )
        return structs.replace(request, headers=pairs)

    return authorized


def no_token_is_renewed(patch: Patch) -> None:
    for module in (async_credentials, sync_credentials):
        kind = next(v for k, v in vars(module).items() if k.endswith("Credentials"))
        patch.setattr(kind, "rejected", lambda *given: False)


def the_refused_token_is_used_again(patch: Patch) -> None:
    for module in (async_tokens, sync_tokens):
        kept: dict[int, Any] = {}
        patch.setattr(module, "bearing", lambda tokens, generation, k=kept: _first(k, tokens))


def _first(kept: dict[int, Any], tokens: Any) -> Any:
    from portwright_runtime.auth.tokens import bearing

    return bearing(kept.setdefault(0, tokens), len(kept))


def tokens_are_renewed_without_end(patch: Patch) -> None:
    def unauthorized(self: course.Course, error: PortwrightError) -> None:
        self._unauthorized = error

    real = Life.rejected
    patch.setattr(Life, "rejected", lambda self, *given: real(self, *given) or True)
    patch.setattr(course.Course, "unauthorized", unauthorized)


def a_renewal_costs_an_attempt(patch: Patch) -> None:
    real = course.Course.failed

    def failed(self: course.Course, error: PortwrightError, **rest: Any) -> float:
        self.attempt += error is self._unauthorized
        return real(self, error, **rest)

    patch.setattr(course.Course, "failed", failed)


def the_breaker_never_opens(patch: Patch) -> None:
    patch.setattr(CircuitBreaker, "_open", lambda self, now: None)


def the_breaker_opens_too_early(patch: Patch) -> None:
    patch.setattr(CircuitBreaker, "_is_bad", lambda self: True)


def the_breaker_stays_open(patch: Patch) -> None:
    real = CircuitBreaker._enter

    def enter(self: CircuitBreaker, state: State, until: float) -> None:
        real(self, state, until + 1.0 if state is State.OPEN else until)

    patch.setattr(CircuitBreaker, "_enter", enter)


def the_breaker_lets_through_too_soon(patch: Patch) -> None:
    real = CircuitBreaker._enter

    def enter(self: CircuitBreaker, state: State, until: float) -> None:
        real(self, state, until - 1.0 if state is State.OPEN else until)

    patch.setattr(CircuitBreaker, "_enter", enter)


def one_probe_closes_the_breaker(patch: Patch) -> None:
    patch.setattr(CircuitBreaker, "_judge", lambda self, now, failed, slow: self.close())


def a_throttle_counts_as_a_failure(patch: Patch) -> None:
    from portwright_runtime.gates import health

    bad = health.Health.BAD
    for module in (async_client, sync_client):
        real = module.health_of
        patch.setattr(
            module,
            "health_of",
            lambda outcome, status, r=real: bad if status == 429 else r(outcome, status),
        )


def the_budget_is_empty(patch: Patch) -> None:
    patch.setattr(RetryBudget, "withdraw", lambda self: False)


def the_budget_is_without_end(patch: Patch) -> None:
    patch.setattr(RetryBudget, "withdraw", lambda self: True)


def the_deadline_is_ignored(patch: Patch) -> None:
    from portwright_runtime.policies.deadline import Deadline

    patch.setattr(Deadline, "allows", lambda self, delay, now: True)


def error_rules_are_ignored(patch: Patch) -> None:
    patch.setattr(interpret, "_judged", lambda spec, wire: None)


def the_retry_hint_is_ignored(patch: Patch) -> None:
    from portwright_runtime.policies.rules import RetryHint

    patch.setattr(RetryHint, "says", lambda self, headers: None)


def a_lost_write_is_told_as_a_lost_answer(patch: Patch) -> None:
    patch.setattr(course.Course, "_unknown", property(lambda self: False))


def an_answer_that_says_nothing_ends_the_doubt(patch: Patch) -> None:
    patch.setattr(course, "_says_nothing", lambda error, safety: not isinstance(error, VendorError))


def what_nobody_declared_is_repeated(patch: Patch) -> None:
    _decide(patch, failure=lambda failure: dataclasses.replace(failure, retryable=True))


# What is broken, the operation, and a variant that must catch it.
BROKEN: list[tuple[Callable[[Patch], None], str, str]] = [
    (one_attempt_too_many, "get_box", "503_always"),
    (one_attempt_too_few, "get_box", "503_always"),
    (waits_are_ignored, "get_box", "503"),
    (retry_after_is_ignored, "get_box", "503_retry_after"),
    (retry_after_has_no_cap, "get_box", "429_too_long"),
    (the_backoff_does_not_grow, "get_box", "503_always"),
    (jitter_is_left_out, "get_box", "500_always"),
    (unsafe_writes_are_repeated, "ship_box", "503"),
    (unsafe_writes_are_repeated, "ship_box", "reset_after"),
    (nothing_is_repeated_that_was_sent, "make_box", "reset_before"),
    (another_key_for_each_attempt, "make_box", "reset_after"),
    (another_key_for_each_attempt, "make_box", "503"),
    (no_token_is_renewed, "get_box", "401"),
    (no_token_is_renewed, "get_box", "rule_1"),
    (the_refused_token_is_used_again, "get_box", "401"),
    (tokens_are_renewed_without_end, "get_box", "401_always"),
    (a_renewal_costs_an_attempt, "get_box", "401_then_503"),
    (the_breaker_never_opens, "get_box", "outage"),
    (the_breaker_opens_too_early, "get_box", "503"),
    (the_breaker_stays_open, "get_box", "outage"),
    (the_breaker_lets_through_too_soon, "get_box", "outage"),
    (one_probe_closes_the_breaker, "get_box", "outage"),
    (a_throttle_counts_as_a_failure, "get_box", "throttled"),
    (the_budget_is_empty, "get_box", "503"),
    (the_budget_is_without_end, "get_box", "throttled"),
    (the_deadline_is_ignored, "get_box", "429_at_the_cap_always"),
    (error_rules_are_ignored, "get_box", "rule_3"),
    (the_retry_hint_is_ignored, "get_box", "hint_forced"),
    (the_retry_hint_is_ignored, "make_box", "hint_forbidden"),
    (an_answer_that_says_nothing_ends_the_doubt, "make_box", "reset_after_then_503"),
    (a_lost_write_is_told_as_a_lost_answer, "ship_box", "timeout"),
    (what_nobody_declared_is_repeated, "get_box", "wrong_content_type"),
]


@pytest.mark.parametrize(("broken", "operation", "name"), BROKEN)
def test_a_broken_policy_is_caught(
    monkeypatch: Patch, vendor: Vendor, broken: Callable[[Patch], None], operation: str, name: str
) -> None:
    variant = variants(vendor, operation)[name]
    assert text(variant.run()) == ""
    broken(monkeypatch)
    for mode in MODES:
        [problem] = variant.played(mode)
        assert problem.text.startswith(f"{mode} client, {name}: ")


@pytest.mark.parametrize("auth", AUTHS)
def test_a_vendor_of_tokens_passes_all_its_variants(depots: dict[str, Vendor], auth: str) -> None:
    vendor = depots[auth]
    operations = ("get_box", "make_box", "ship_box")
    played = [v for operation in operations for v in variants(vendor, operation).values()]
    assert {v.name for v in played} > {"401", "401_always", "401_then_503", "rule_1", "hint_forced"}
    assert {text(variant.run()) for variant in played} == {""}


@pytest.mark.parametrize("auth", AUTHS)
def test_all_levels_play_a_cassette_that_begins_with_a_token(
    depots: dict[str, Vendor], auth: str
) -> None:
    """Its fault cases too: the request for a token is no step. And what the first client was given
    is not for the second, which asks for a token of its own."""
    found = depots[auth]
    checks = [check for path in found.cassette_paths() for check in checks_of(found, path)]
    played = [check for check in checks if check.level != "variants"]
    assert {"L0", "L1", "L1-vcr", "L3", "faults"} <= {check.level for check in played}
    assert {check.id: text(check.run()) for check in played} == {c.id: "" for c in played}
