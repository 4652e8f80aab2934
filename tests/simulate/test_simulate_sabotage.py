"""What the design says of a call is judged: a runtime that breaks one rule of it is found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from portwright.simulate.properties.table import PROPERTIES, judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving, Behaviour, Script
from portwright.simulate.target import Target
from portwright_runtime import (
    Breaker,
    Budget,
    Bulkhead,
    Limit,
    Policy,
    Queue,
    Retry,
    RetryHint,
    Timeout,
)
from portwright_runtime._async import client
from portwright_runtime.course import Course
from portwright_runtime.gates.health import Health, health_of
from portwright_runtime.gates.passage import Passage
from portwright_runtime.outcomes import failure_of
from portwright_runtime.policies.admission import Turnstile
from portwright_runtime.policies.backoff import backoff
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.quota import QuotaMeter
from portwright_runtime.policies.retry import decide
from portwright_runtime.telemetry.told import Told
from tests.simulate.made import calls, fault, subject

POLICY = Policy(
    deadline=5.0,
    timeout=Timeout(connect=0.5, attempt=3.0),
    retry=Retry(
        base=0.1, throttle_base=0.4, cap=0.5, retry_after_cap=2.0, budget=Budget(ratio=0.2, cap=5)
    ),
    breaker=Breaker(window=4.0, min_calls=5, open_for=1.0, open_cap=4.0, probe_time=1.0),
    bulkhead=Bulkhead(concurrent=6, queue=8, wait=0.5),
)
LIMITS = (
    Limit(rate=(40, 1.0), queue=Queue(max=30, wait=9.0)),
    Limit(quota=(1400, 3600.0), reserve=0.1),
)
HINT = RetryHint(header="X-Again", force="yes", forbid="no")
NAMES = ("read", "keyed", "unsafe")


@cache
def shop() -> Target:
    """All that is called shares one policy, and the vendor's hints are heeded."""
    made = {name: subject(name, POLICY) for name in NAMES}
    hinted = {name: replace(one, spec=replace(one.spec, hint=HINT)) for name, one in made.items()}
    return Target("shop", hinted, LIMITS)


@cache
def trouble() -> Script:
    """One trouble after the other, with time to recover between them."""
    burst = Arriving(
        kind="burst", count=45, seconds=25.0, begin=3.0, end=100.0, shares={"read": 1.0}
    )
    return Script(
        title="one trouble after the other",
        duration=110.0,
        arrivals=(calls(18, 110.0, *NAMES), burst),
        vendor=Behaviour(median=0.05, p99=0.4),
        faults=(
            fault("error", 0.0, 1.0, what="503", share=0.8),
            fault("error", 5, 9, what="503", share=0.15, headers=(("X-Again", "no"),)),
            fault("error", 5, 9, what="503", share=0.1, headers=(("X-Again", "yes"),)),
            fault("error", 5, 9, what="409", share=0.1, headers=(("X-Again", "yes"),)),
            fault("error", 11, 15, what="404", share=0.9),
            fault("throttle", 17, 21, seconds=1.0, share=0.1),
            fault("throttle", 21, 24, seconds=7.0, share=0.1),
            fault("throttle", 32, 38, seconds=0.0, share=0.7),
            fault("outage", 40, 48, what="refused"),
            fault("cancel", 40, 60, seconds=0.3, share=0.4),
            fault("throttle", 48, 56, seconds=0.0, share=0.5),
            fault("throttle", 57, 58, seconds=3.0, share=0.2),
            fault("hang", 62, 70, what="before", share=0.4),
            fault("hang", 76, 84, what="before"),
            fault("slow", 90, 99, seconds=0.6),
            fault("hang", 90.5, 93, what="before", share=0.3),
            fault("outage", 90.5, 93, what="unavailable"),
            fault("error", 101, 104, what="503", share=0.4, headers=(("Retry-After", "2"),)),
        ),
    )


def broken(run: Run) -> dict[str, str]:
    verdict = judge(run.log, run.target, None)
    return {name: found[0].message for name, found in verdict.breaches.items() if found}


def test_the_sound_runtime_breaks_nothing_and_nothing_is_untested() -> None:
    run = simulate(shop(), trouble(), 3)
    verdict = judge(run.log, run.target, None)
    assert broken(run) == {}
    assert verdict.untested == set()


def waits_on(self: Any, now: float, latest: float, cost: int = 1) -> object:
    """As if the configured wait were none."""
    if self._first(now) is None and self._take(now, cost):
        return None
    return self._join(now, latest, cost)


def waits_past_the_deadline(self: Any, now: float, latest: float, cost: int = 1) -> object:
    if self._first(now) is None and self._take(now, cost):
        return None
    return self._join(now, now + self._wait, cost)


JOIN = Turnstile._join


def lets_all_wait(self: Any, now: float, latest: float, cost: int) -> object:
    room, self._room = self._room, 10**6
    try:
        return JOIN(self, now, latest, cost)
    finally:
        self._room = room


def never_mind_min_calls(self: Any) -> bool:
    window = self._window
    return bool(window.failed / window.calls >= self._config.failure_rate)


RECORD = CircuitBreaker.record


def any_period_counts(
    self: Any, permit: int, now: float, failed: bool, seconds: float = 0.0
) -> None:
    RECORD(self, self.period, now, failed, seconds)


ENTER = CircuitBreaker._enter


class Kept:
    """A window that is not cleared."""

    def clear(self) -> None: ...


def keeps_its_window(self: Any, state: Any, until: float) -> None:
    window, self._window = self._window, Kept()
    ENTER(self, state, until)
    self._window = window


def all_retryable(error: Any, wall: float) -> Any:
    return replace(failure_of(error, wall), retryable=True)


def never_mind_hints(error: Any, wall: float) -> Any:
    if hasattr(error, "worth_repeating"):
        error.worth_repeating = None
    return failure_of(error, wall)


def hints_come_before_safety(error: Any, wall: float) -> Any:
    found = failure_of(error, wall)
    return replace(found, processed=found.processed and not getattr(error, "worth_repeating", 0))


def waits_for_any_time(failure: Any, **more: Any) -> Any:
    more["retry"] = replace(more["retry"], retry_after_cap=1e9)
    return decide(failure, **more)


def counting(*statuses: int) -> Callable[..., Health]:
    """As if these answers were failures of the vendor."""
    return lambda outcome, status: Health.BAD if status in statuses else health_of(outcome, status)


FINISH = SlotPool.finish


def gives_two_back(self: Any, now: float, cost: int = 1) -> None:
    FINISH(self, now, 2 * cost)


PERIOD = CircuitBreaker.permit
COURSE = "portwright_runtime.course."
RETRY = "portwright_runtime.policies.retry."
# A rule of the design that is broken, by what, where; and a property that shows it.
SABOTAGE: dict[str, tuple[Any, str, Any, str]] = {
    "Retry-After is waited for": (
        "portwright_runtime.outcomes.pause_of", "", lambda error, wall: None, "retry-after"
    ),
    "a Retry-After over its cap fails": (COURSE + "decide", "", waits_for_any_time, "retries"),
    "a 429 holds the limiter": (RateLimiter, "hold", lambda self, until: None, "retry-after"),
    "an attempt has its timeout": (
        Course, "timeout", lambda self, now: self.deadline.left(now), "attempt timeout"
    ),
    "an attempt has no more than is left": (
        Course, "timeout", lambda self, now: self._policy.timeout.attempt, "attempt timeout"
    ),
    "no sleep ends past the deadline": (
        Deadline, "allows", lambda self, delay, now: True, "deadline"
    ),
    "a line has its longest wait": (Turnstile, "admit", waits_on, "lines"),
    "nobody is in line past his deadline": (
        Turnstile, "admit", waits_past_the_deadline, "deadline"
    ),
    "a line has its room": (Turnstile, "_join", lets_all_wait, "lines"),
    "the next in line is rung": (Turnstile, "call_next", lambda self, now: None, "lines"),
    "a silent probe gives its permit back": (
        CircuitBreaker, "ignore", lambda self, permit: None, "breaker"
    ),
    "an open breaker is not retried": (Passage, "shut", lambda self, at: None, "breaker"),
    "there is a backoff": (RETRY + "backoff", "", lambda attempt, **more: 0.0, "backoff"),
    "the backoff has its cap": (
        RETRY + "backoff", "", lambda n, **more: backoff(n, **{**more, "cap": 99.0}) * 4, "backoff"
    ),
    "only what is worth it is repeated": (COURSE + "failure_of", "", all_retryable, "retries"),
    "a hint is heeded": (COURSE + "failure_of", "", never_mind_hints, "retries"),
    "a hint never overrides safety": (
        COURSE + "failure_of", "", hints_come_before_safety, "retries"
    ),
    "what was paid and not sent is given back": (
        RetryBudget, "give_back", lambda self: None, "retries"
    ),
    "a breaker opens": (CircuitBreaker, "_is_bad", lambda self: False, "probes"),
    "a breaker waits for min_calls": (CircuitBreaker, "_is_bad", never_mind_min_calls, "breaker"),
    "a 404 is no failure": (client, "health_of", counting(404), "breaker"),
    "a 429 is no failure": (client, "health_of", counting(429), "breaker"),
    "an outcome counts in its own period": (
        CircuitBreaker, "record", any_period_counts, "breaker"
    ),
    "probes have their time": (CircuitBreaker, "_pass_time", lambda self, now: None, "breaker"),
    "every change clears the window": (CircuitBreaker, "_enter", keeps_its_window, "breaker"),
    "every change is told": (Told, "states", lambda self, states: None, "breaker"),
    "a quota refuses": (QuotaMeter, "_has_left", lambda self, now, wanted: True, "quota"),
    "a slot is given back once": (SlotPool, "finish", gives_two_back, "nothing lost"),
}  # fmt: skip


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_rule_that_is_broken_is_found_out(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, instead, property_ = SABOTAGE[rule]
    if name:
        monkeypatch.setattr(where, name, instead)
    else:
        monkeypatch.setattr(where, instead)
    assert property_ in broken(simulate(shop(), trouble(), 3))


def test_a_breaker_that_is_none_and_says_nothing_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the runtime tells of itself is not what it is judged by."""
    monkeypatch.setattr(CircuitBreaker, "peek", lambda self, now: None)
    monkeypatch.setattr(CircuitBreaker, "permit", lambda self, now: self.period)
    monkeypatch.setattr(Told, "states", lambda self, states: None)
    assert {"probes", "breaker"} <= set(broken(simulate(shop(), trouble(), 3)))


def test_the_sabotage_is_of_properties_that_there_are() -> None:
    assert {property_ for *_, property_ in SABOTAGE.values()} <= set(PROPERTIES)
