"""What the runtime rightly does is no breach, however odd the moment at which it does it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portwright.simulate.log import Log
from portwright.simulate.properties.table import judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Behaviour
from portwright_runtime import Breaker, Bulkhead, Limit, Policy, Queue, Retry, Timeout
from portwright_runtime.gates.passage import Passage
from portwright_runtime.policies.admission import Place
from tests.simulate.made import calls, fault, mixed, script, target

PLAIN = Policy(deadline=10.0, timeout=Timeout(connect=0.5, attempt=2.0))


def broken(run: Run) -> dict[str, str]:
    verdict = judge(run.log, run.target, None)
    return {name: found[0].message for name, found in verdict.breaches.items() if found}


def counted(run: Run) -> list[tuple[str, str, int]]:
    return [(one.stage, one.what, one.count) for one in run.log if one.kind == "inventory"]


def test_a_breaker_that_is_asked_in_the_very_moment_at_which_its_break_ends() -> None:
    """Callers on a grid of time come when the floats of both sums differ in the last digit."""
    policy = replace(PLAIN, breaker=Breaker(min_calls=5, open_for=0.2))
    made = script(
        20.0, calls(20, 20.0, "read"), faults=(fault("outage", 5, 15, what="unavailable"),)
    )
    run = simulate(target("read", policy=policy), made)
    assert broken(run) == {}


def test_old_failures_that_a_window_of_calls_never_forgets() -> None:
    breaker = Breaker(window_calls=20, min_calls=20, failure_rate=0.2, open_for=5.0)
    limits = (Limit(rate=(50, 1.0)),)
    made = script(5.0, calls(2, 5.0, "read"), faults=(fault("error", 1, 3, what="503"),))
    policy = replace(PLAIN, breaker=breaker, retry=Retry(attempts=1))
    run = simulate(target("read", policy=policy, limits=limits), made)
    assert broken(run) == {}
    assert counted(run)[-2:] == [("limiter", "50", 50), ("bulkhead", "25", 25)]


def test_counting_slots_is_not_slow() -> None:
    breaker = Breaker(window_calls=100, min_calls=40, slow_after=0.1, slow_rate=0.5)
    made = script(5.0, calls(2, 5.0, "keyed", "read"))
    policy = replace(PLAIN, breaker=breaker)
    run = simulate(target("keyed", "read", policy=policy, limits=(Limit(rate=(30, 1.0)),)), made)
    assert broken(run) == {}
    assert counted(run) == 2 * [("limiter", "30", 30), ("bulkhead", "25", 25)]


@pytest.mark.parametrize(
    ("rate", "probes", "probe_time"),
    [((1, 10.0), 3, 20.0), ((1, 1.0), 5, 4.0)],
    ids=["the time of the probes is two periods", "the time of the probes is four periods"],
)
@pytest.mark.parametrize("sick", [False, True])
def test_a_rate_that_is_slower_than_the_probes(
    rate: tuple[int, float], probes: int, probe_time: float, sick: bool
) -> None:
    """Nobody can say what an open breaker would do whose probes the rate never lets through."""
    breaker = Breaker(min_calls=5, open_for=2.0, probes=probes, probe_time=probe_time)
    limits = (Limit(rate=rate, queue=Queue(max=0, wait=1.0)),)
    faults = (fault("outage", 0, 60, what="unavailable"),) if sick else ()
    made = script(60.0, calls(2, 60.0, "read"), faults=faults)
    run = simulate(target("read", policy=replace(PLAIN, breaker=breaker), limits=limits), made)
    assert broken(run) == {}


def test_a_breaker_that_was_left_open_is_knocked_at_until_it_closes() -> None:
    breaker = Breaker(min_calls=5, open_for=2.0, probes=3)
    made = script(9.0, calls(5, 9.0, "read"), faults=(fault("outage", 3, 9, what="refused"),))
    run = simulate(target("read", policy=replace(PLAIN, breaker=breaker)), made)
    assert broken(run) == {}
    assert counted(run) == [("breaker", "3", 3), ("bulkhead", "25", 25)]


@pytest.mark.parametrize("seed", range(3))
def test_those_in_line_whose_time_passed_while_the_machine_slept(seed: int) -> None:
    limits = (Limit(rate=(10, 1.0), queue=Queue(max=20, wait=2.0)),)
    slept = fault("clock", 10, 11, what="suspended", seconds=20.0)
    made = script(60.0, calls(12, 60.0, "read", kind="poisson"), faults=(slept,))
    made = replace(made, vendor=Behaviour(median=0.1, p99=0.5, rate=(6, 1.0)))
    run = simulate(target("read", policy=Policy(), limits=limits), made, seed)
    assert broken(run) == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_machine_that_sleeps_again_as_it_wakes(seed: int) -> None:
    sleeps = tuple(fault("clock", at, at + 1, what="suspended", seconds=20.0) for at in (10, 25))
    made = script(60.0, calls(12, 60.0, "read", kind="poisson"), faults=sleeps)
    made = replace(made, vendor=Behaviour(median=0.3, p99=1.0))
    assert broken(simulate(target("read", policy=Policy()), made, seed)) == {}


def held_apart(seed: int = 0) -> Run:
    """A 429 holds one operation at the head of the line for the slots that both share."""
    limits = (Limit(per="operation", rate=(12, 1.0), queue=Queue(max=50, wait=9.0)),)
    policy = replace(PLAIN, breaker=None, bulkhead=Bulkhead(concurrent=3, queue=40, wait=9.0))
    told = fault("throttle", 2, 12, seconds=2.0, share=0.2, operations=frozenset({"keyed"}))
    made = script(20.0, calls(18, 20.0, "keyed", "read", kind="poisson"), faults=(told,))
    made = replace(made, vendor=Behaviour(median=0.2, p99=0.6))
    return simulate(target("keyed", "read", policy=policy, limits=limits), made, seed)


def test_those_behind_a_call_that_is_held_pass_it() -> None:
    run = held_apart()
    assert broken(run) == {}
    assert passed_in_the_line_of_the_slots(run) > 5


def passed_in_the_line_of_the_slots(run: Run) -> int:
    """How often somebody was sent before one who stood in line for a slot before."""
    line: dict[int, None] = {}
    count = 0
    for entry in run.log:
        if entry.kind == "wait" and entry.stage == "bulkhead":
            line.setdefault(entry.call)
        elif entry.kind in ("send", "refused", "end"):
            count += entry.kind == "send" and entry.call != next(iter(line), entry.call)
            line.pop(entry.call, None)
    return count


def test_nobody_passes_a_call_that_is_not_held() -> None:
    """The same log, had the vendor named no time: all who passed have no excuse."""
    run = held_apart()
    log = Log(replace(one, headers=()) if one.kind == "answer" else one for one in run.log)
    assert judge(log, run.target, None).breaches["first come, first served"]


def test_a_held_call_that_keeps_others_from_a_free_slot_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stays_at_the_head(self: Any, place: Place, now: float) -> object:
        stages = self._stages.all
        until = max((stage.held() for stage in stages[: self._passed]), default=now)
        return stages[self._passed].advance(place, now) if until <= now else until

    monkeypatch.setattr(Passage, "_ask_again", stays_at_the_head)
    assert "lines" in broken(held_apart())


@pytest.mark.parametrize("seed", (148, 159))
def test_those_whose_time_passed_in_sleep_take_no_room_in_the_line(seed: int) -> None:
    assert broken(simulate(*mixed(seed), seed)) == {}
