"""Runs of the real pipeline: what must hold does, whatever goes wrong, the same each time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from benchmarks import simulate as benchmark
from portwright.simulate.log import lines
from portwright.simulate.properties.table import judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.target import Target
from portwright_runtime import Limit, Param, Policy, Queue, Read, Retry, Timeout, Unsafe
from portwright_runtime.call import Request
from portwright_runtime.gates.passage import Passage
from portwright_runtime.policies.admission import Place, Turnstile
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.safety import NaturalKey
from portwright_runtime.prepare import Prepared, authorized
from portwright_runtime.transport.port import WireRequest
from tests.simulate.made import SAFETIES, calls, fault, mixed, script, subject, target


def broken(run: Run) -> dict[str, str]:
    """The first breach of each property that does not hold."""
    verdict = judge(run.log, run.target, run.script.environment)
    return {name: found[0].message for name, found in verdict.breaches.items() if found}


def test_a_total_outage_under_the_defaults() -> None:
    measured = benchmark.outage(seed=1)
    assert measured.broken == ()
    assert 0 < measured.figures["sent per call in the outage"] <= 0.15
    assert measured.figures["well by the first probe"]
    asked = measured.figures["seconds until the first probe after it"]
    assert asked <= measured.figures["open by then"]


def test_a_keyed_write_is_applied_once_whatever_happens() -> None:
    measured = benchmark.writes(seed=1, faults=2000)
    assert measured.broken == ()
    assert measured.figures["faults met"] >= 2000
    assert measured.figures["applied twice"] == 0
    assert measured.figures["wrongly known or unknown"] == 0
    assert measured.figures["OutcomeUnknown"] > 0
    assert measured.figures["recognised by their key"] > 100


def test_the_benchmark_names_what_was_missed() -> None:
    outage = benchmark.Measured(
        {"sent per call in the outage": 0.2, "well by the first probe": 0.0}, 1.0, ("rate",)
    )
    writes = benchmark.Measured({"applied twice": 1, "faults met": 9}, 1.0, ())
    assert benchmark.missed([outage], [writes], 10) == [
        "a property does not hold: rate",
        "more than 0.15 sent per call in the outage",
        "the first probe after the outage did not see that it is over",
        "a write was applied twice",
        "fewer than 10 faults were met",
    ]


@pytest.mark.parametrize("seed", range(16))
def test_every_property_holds_of_some_of_everything(seed: int) -> None:
    run = simulate(*mixed(seed), seed)
    assert broken(run) == {}
    assert sum(entry.kind == "end" for entry in run.log) >= 100


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    made = mixed(3)
    first, again, other = (lines(simulate(*made, seed).log) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_every_call_ends_and_nobody_waits_after_the_script() -> None:
    limits = (Limit(rate=(5, 1.0), queue=Queue(max=100, wait=20.0)),)
    made = script(5.0, calls(15, 5.0, "read"), faults=(fault("cancel", 1, 4, seconds=3.0),))
    run = simulate(target("read", limits=limits), made)
    drained = next(n for n, entry in enumerate(run.log) if entry.kind == "drained")
    told = [entry.kind for entry in run.log[:drained]]
    assert told.count("arrive") == told.count("end") == 75
    assert broken(run) == {}


def last_come_first_served(self: Any, now: float, latest: float, cost: int) -> object:
    """As if who comes stood in front of the line."""
    place = Turnstile._join(self, now, latest, cost)
    if isinstance(place, Place):
        self._line.move_to_end(place, last=False)
    return place


# What is broken in the runtime, how, and the property that shows it.
SABOTAGE: list[tuple[type[Any], str, Callable[..., object], str]] = [
    (RetryBudget, "withdraw", lambda self: True, "amplification"),
    (RateLimiter, "_take", lambda self, now, cost: True, "rate"),
    (SlotPool, "_take", lambda self, now, cost: True, "concurrency"),
    (SlotPool, "finish", lambda self, now, cost=1: None, "nothing lost"),
    (CircuitBreaker, "permit", lambda self, now: self.period, "probes"),
    (CircuitBreaker, "peek", lambda self, now: None, "probes"),
    (RateLimiter, "_join", last_come_first_served, "first come, first served"),
    (Deadline, "allows", lambda self, delay, now: True, "deadline"),
]


@pytest.mark.parametrize(
    ("kind", "method", "instead", "name"),
    SABOTAGE,
    ids=[f"{kind.__name__}.{method}" for kind, method, *_ in SABOTAGE],
)
def test_a_runtime_that_is_broken_is_found_out(
    kind: type[Any],
    method: str,
    instead: Callable[..., object],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = (Limit(rate=(15, 1.0), queue=Queue(max=50, wait=1.0)),)
    what = "refused" if kind is RetryBudget else "unreachable"
    made = script(30.0, calls(40, 30.0, "read"), faults=(fault("outage", 5, 15, what=what),))
    policy = Policy(breaker=None) if kind is RetryBudget else Policy()
    if kind is Deadline:
        policy = Policy(deadline=4.0, timeout=Timeout(0.5, 2.0), retry=Retry(base=9.0, cap=9.0))
    of = target("read", policy=policy, limits=limits if kind is RateLimiter else ())
    assert broken(simulate(of, made)) == {}
    monkeypatch.setattr(kind, method, instead)
    assert name in broken(simulate(of, made))


def test_a_key_for_each_attempt_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if keys were minted inside the retry loop: the vendor cannot know them again."""
    counted = iter(range(1_000_000))

    def under_another_key(call: Prepared, *rest: Any, **more: Any) -> WireRequest:
        request = authorized(call, *rest, **more)
        others = (one for one in request.headers if one[0] != "Idempotency-Key")
        key = ("Idempotency-Key", f"key-{next(counted)}")
        return structs.replace(request, headers=(*others, key))

    monkeypatch.setattr("portwright_runtime._async.client.authorized", under_another_key)
    lost = fault("reset", 0, 5, what="after", processed=True, share=0.5)
    made = script(5.0, calls(10, 5.0, "keyed"), faults=(lost,))
    found = broken(simulate(target("keyed"), made))
    assert found["same key"] == "attempt 2 under another key than the first"
    assert found["writes"] == "a write applied twice"


@pytest.mark.parametrize("told", [True, False])
def test_a_runtime_that_repeats_unsafe_writes_is_found_out(
    told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = script(
        5.0, calls(10, 5.0, "unsafe"), faults=(fault("reset", 0, 5, what="after", processed=True),)
    )
    assert broken(simulate(target("unsafe"), made)) == {}
    if told:
        monkeypatch.setattr(
            "portwright_runtime.policies.retry.may_repeat", lambda safety, processed: True
        )
        assert broken(simulate(target("unsafe"), made))["writes"] == "a write applied twice"
    else:
        monkeypatch.setattr("portwright_runtime.course.is_write", lambda safety: False)
        assert "outcome unknown" in broken(simulate(target("unsafe"), made))


def test_a_passage_that_is_not_let_go_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a cancelled call kept what it holds."""
    end = Passage.end

    def forgets(self: Any, health: Any, now: float) -> None:
        if health.value != "silent":
            end(self, health, now)

    monkeypatch.setattr(Passage, "end", forgets)
    made = script(
        5.0, calls(20, 5.0, "read"), faults=(fault("cancel", 0, 5, seconds=0.05, share=0.5),)
    )
    assert "nothing lost" in broken(simulate(target("read"), made))


def test_a_call_that_is_never_woken_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(self: Any, seconds: float) -> None:
        await asyncio.get_running_loop().create_future()

    monkeypatch.setattr("portwright_runtime._async.clock.AsyncSystemClock.sleep", never)
    made = script(2.0, calls(1, 2.0, "read"), faults=(fault("error", 0, 1, what="503"),))
    found = broken(simulate(target("read"), made))
    assert found["deadline"] == "never ended"


def test_limits_of_the_whole_app_do_not_remember_another_run() -> None:
    limits = (Limit(per="app", rate=(10, 1.0)),)
    of, made = target("read", limits=limits), script(3.0, calls(10, 3.0, "read"))
    assert lines(simulate(of, made).log) == lines(simulate(of, made).log)


def test_a_parameter_is_counted_by_its_value() -> None:
    """One operation carries the parameter, and the other is counted by the connection's own."""
    limits = (Limit(per=Param("realm"), rate=(5, 1.0), queue=Queue(max=50, wait=3.0)),)
    own = subject("idempotent")
    given = replace(own, request=Request(query={"realm": "x"}))
    subjects = {"read": subject("read"), "idempotent": given}
    made = script(20.0, calls(20, 20.0, *subjects))
    run = simulate(Target("shop", subjects, limits), made, 1)
    assert broken(run) == {}
    assert sum(entry.kind == "send" and entry.at < 20 for entry in run.log) == 200


def test_a_quota_does_not_keep_the_rest_from_being_counted() -> None:
    limits = (Limit(quota=(50, 86_400.0), reserve=0.1),)
    run = simulate(target("read", limits=limits), script(30.0, calls(10, 30.0, "read")))
    assert broken(run) == {}
    counted = [(one.stage, one.what) for one in run.log if one.kind == "inventory"]
    assert counted == [("limiter", "45"), ("bulkhead", "25")]


def test_every_kind_of_safety_is_driven() -> None:
    assert {type(safety) for safety in SAFETIES.values()} >= {Read, NaturalKey, Unsafe}
