"""After a run: is everything there that calls held on their way?

All is idle by now. One call more than there are tokens, and then one more than there are slots,
start in one moment: if fewer reach the vendor than there is room for, something was lost, and if
all of them do, something was doubled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from portwright.simulate.fate import Fate
from portwright.simulate.log import Entry
from portwright.simulate.properties.evidence import SLACK
from portwright.simulate.properties.quotas import allowed
from portwright.simulate.target import Subject
from portwright_runtime.gates.lessons import LONGEST_HOLD
from portwright_runtime.policies.breaker import Breaker
from portwright_runtime.policies.limit import Limit

if TYPE_CHECKING:
    from portwright.simulate.run import Simulation

_AT_ONCE: Final = Fate("answer", 0.0)
_HELD_FOR: Final = 0.25
_MARGIN: Final = 1.0
_KNOCKS: Final = 2
# A start is forgotten with its neighbours, a part of the period later.
_WHOLE: Final = 1.1
# More at once would take long and show nothing more.
_MOST: Final = 5_000


async def take_inventory(simulation: Simulation) -> None:
    """Log what is left of each operation that was called."""
    names = {entry.operation for entry in simulation.log if entry.kind == "arrive"}
    for name in sorted(names):
        subject = simulation.target.subjects[name]
        limits = list(simulation.target.limits_in(simulation.script.environment))
        await _of(simulation, subject, limits)


async def _of(simulation: Simulation, subject: Subject, limits: list[Limit]) -> None:
    period = max((limit.per_period[1] for limit in limits if limit.rate), default=0.0)
    # Long enough for every rate and every quota to be full again.
    rest = max(LONGEST_HOLD, period, *(_refills(limit) for limit in limits))
    breaker = subject.spec.policy.breaker
    simulation.vendor.fixed = _AT_ONCE
    if breaker:
        await _knock(simulation, subject, breaker, period, rest)
    tokens = _least(_tokens(limit) for limit in limits if not limit.concurrent)
    slots = _least([*_slots(subject), *_shared_slots(limits)])
    held = Fate("answer", min(_HELD_FOR, subject.spec.policy.timeout.attempt / 2))
    for stage, wanted, fate in (
        ("limiter", tokens, _AT_ONCE),
        ("bulkhead", _least([tokens, slots]) if slots else None, held),
    ):
        if wanted is not None and wanted <= _MOST:
            await asyncio.sleep(rest + _MARGIN)
            simulation.vendor.fixed = fate
            started = await _start(simulation, subject, wanted + 1)
            _tell(simulation, subject, stage, started, wanted)


async def _knock(
    simulation: Simulation, subject: Subject, breaker: Breaker, period: float, rest: float
) -> None:
    """An idle breaker lets as many through as it takes to close it.

    Not at the first time: where a few probes were sent and then nobody called, their time is over
    by now, which the next call is told, and it opens once more.
    """
    started = 0
    for _ in range(_KNOCKS):
        await asyncio.sleep(max(rest, breaker.open_cap, breaker.probe_time) + _MARGIN)
        before = len(simulation.log)
        for _ in range(breaker.probes):
            await _start(simulation, subject, 1)
            # Far enough apart for any rate, near enough to be probes of one period.
            near = period * breaker.probes < breaker.probe_time
            await asyncio.sleep(period if near else 0.0)
        started = sum(entry.kind == "send" for entry in simulation.log[before:])
        if started >= breaker.probes:
            break
    _tell(simulation, subject, "breaker", started, breaker.probes)


async def _start(simulation: Simulation, subject: Subject, wanted: int) -> int:
    """Start so many at once; says how many were sent in that very moment."""
    log, now, before = simulation.log, simulation.loop.time(), len(simulation.log)
    tasks = [simulation.loop.create_task(simulation.call(subject)) for _ in range(wanted)]
    await asyncio.wait(tasks)
    return sum(one.kind == "send" and one.at <= now + SLACK for one in log[before:])


def _least(numbers: Iterable[int | None]) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _tokens(limit: Limit) -> int:
    """Of a rate or a quota that is full."""
    count = allowed(limit) if limit.quota else limit.per_period[0]
    return min(count, limit.burst) if limit.burst else count


def _refills(limit: Limit) -> float:
    """Seconds after which none of the starts that a quota counted counts."""
    return limit.per_period[1] * _WHOLE if limit.quota else 0.0


def _slots(subject: Subject) -> list[int]:
    bulkhead = subject.spec.policy.bulkhead
    return [bulkhead.concurrent] if bulkhead else []


def _shared_slots(limits: list[Limit]) -> list[int]:
    return [
        max(1, limit.concurrent * limit.share[0] // limit.share[1])
        for limit in limits
        if limit.concurrent
    ]


def _tell(simulation: Simulation, subject: Subject, stage: str, started: int, wanted: int) -> None:
    now, name = simulation.loop.time(), subject.spec.name
    entry = Entry(now, "inventory", operation=name, what=str(started), count=wanted, stage=stage)
    simulation.log.append(entry)
