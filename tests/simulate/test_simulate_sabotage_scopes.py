"""Operations apart, slow answers, long breaks and shares: what breaks these is found out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from portwright.simulate.properties.table import judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Behaviour, Script
from portwright.simulate.target import Target
from portwright_runtime import Breaker, Budget, Bulkhead, Limit, Policy, Queue, Retry, Timeout
from portwright_runtime.gates import lessons
from portwright_runtime.gates.gates import Gates
from portwright_runtime.policies.backoff import backoff
from portwright_runtime.policies.breaker import CircuitBreaker, State
from portwright_runtime.policies.retry import decide
from tests.simulate.made import calls, fault, subject

POLICY = Policy(
    deadline=8.0,
    timeout=Timeout(connect=0.5, attempt=3.0),
    retry=Retry(base=0.1, throttle_base=0.8, cap=2.0, budget=Budget(ratio=0.5, cap=20)),
    breaker=Breaker(
        per="operation",
        window=4.0,
        min_calls=5,
        open_for=1.0,
        open_cap=3.0,
        probe_time=1.0,
        slow_after=0.6,
        slow_rate=0.5,
    ),
    bulkhead=Bulkhead(concurrent=4, queue=20, wait=1.0, per="operation"),
)
LIMITS = (Limit(per="operation", rate=(24, 1.0), share=(1, 2), queue=Queue(max=30, wait=9.0)),)
READ = frozenset({"read"})


@cache
def shop() -> Target:
    """One operation draws half of its backoff, the others all of it."""
    half = replace(POLICY, retry=replace(POLICY.retry, jitter="equal"))
    policies = {"read": POLICY, "keyed": half, "unsafe": POLICY}
    made = {name: subject(name, policy) for name, policy in policies.items()}
    return Target("shop", made, LIMITS)


@cache
def trouble() -> Script:
    """Slow answers, an outage of several breaks, throttles, and a name of a time far off."""
    return Script(
        title="operations apart",
        duration=125.0,
        arrivals=(calls(24, 125.0, "read", "keyed", "unsafe", kind="poisson"),),
        vendor=Behaviour(median=0.05, p99=0.3),
        faults=(
            fault("slow", 5, 9, seconds=0.8),
            fault("outage", 20, 36, what="refused"),
            fault("error", 42, 46, what="503", share=0.3),
            fault("throttle", 48, 52, seconds=0.0, share=0.4),
            fault("throttle", 56, 58, seconds=90.0, share=0.3, operations=READ),
        ),
    )


def broken(run: Run) -> dict[str, str]:
    verdict = judge(run.log, run.target, None)
    return {name: found[0].message for name, found in verdict.breaches.items() if found}


def test_the_sound_runtime_breaks_nothing() -> None:
    assert broken(simulate(shop(), trouble(), 3)) == {}


RECORD = CircuitBreaker.record
BULKHEAD, LIMIT = Gates._of_bulkhead, Gates._of_limit


def nothing_is_slow(self: Any, permit: int, now: float, failed: bool, seconds: float = 0.0) -> None:
    RECORD(self, permit, now, failed)


def open_for_any_time(self: Any, now: float) -> None:
    longer = self._config.open_for * 2.0**self._openings
    self._openings += 1
    self._enter(State.OPEN, now + longer)


def waits_as_for_any_failure(failure: Any, **more: Any) -> Any:
    return decide(failure, **{**more, "retry": replace(more["retry"], throttle_base=0.1)})


def the_longest(attempt: int, **more: Any) -> float:
    return backoff(attempt, **{**more, "jitter": "none"})


# A rule of the design that is broken, by what, where; and a property that shows it.
SABOTAGE: dict[str, tuple[Any, str, Any, str]] = {
    "slow calls count": (CircuitBreaker, "record", nothing_is_slow, "breaker"),
    "a break has its cap": (CircuitBreaker, "_open", open_for_any_time, "breaker"),
    "a hold has its cap": (lessons, "LONGEST_HOLD", 1e9, "lines"),
    "a bulkhead is of one operation": (
        Gates, "_of_bulkhead", lambda self, config, operation: BULKHEAD(self, config, ""), "lines"
    ),
    "a limit is of one operation": (
        Gates, "_of_limit", lambda self, limit, operation: LIMIT(self, limit, ""), "lines"
    ),
    "a throttle has its own backoff": (
        "portwright_runtime.course.decide", "", waits_as_for_any_failure, "backoff"
    ),
    "a limit is shared": (Limit, "per_period", property(lambda self: self.rate), "rate"),
    "a backoff is drawn": (
        "portwright_runtime.policies.retry.backoff", "", the_longest, "backoff"
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_rule_that_is_broken_is_found_out(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, instead, property_ = SABOTAGE[rule]
    if name:
        monkeypatch.setattr(where, name, instead)
    else:
        monkeypatch.setattr(where, instead)
    assert property_ in broken(simulate(shop(), trouble(), 3))
