"""After a run: is everything there that calls held on their way?

All is idle by now, and breakers are brought to rest first. One call more than there are tokens, and
then one more than there are slots, start in one moment: if fewer reach the vendor than there is
room for, something was lost, and if all of them do, something was doubled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from portwright.simulate.fate import Fate
from portwright.simulate.properties.holds import LONGEST
from portwright.simulate.properties.part import part_of, slots_of
from portwright.simulate.properties.quotas import allowed
from portwright.simulate.settle import Settling, start, tell
from portwright.simulate.target import Subject
from portwright_runtime.policies.limit import Limit

if TYPE_CHECKING:
    from portwright.simulate.run import Simulation

_AT_ONCE: Final = Fate("answer", 0.0)
_HELD_FOR: Final = 0.25
_MARGIN: Final = 1.0
# A start is forgotten with its neighbours, a part of the period later.
_WHOLE: Final = 1.1
# More at once would take long and show nothing more.
_MOST: Final = 5_000


async def take_inventory(simulation: Simulation) -> None:
    """Log what is left of each operation that was called."""
    names = {entry.operation for entry in simulation.log if entry.kind == "arrive"}
    limits = list(simulation.target.limits_in(simulation.script.environment))
    # Long enough for every rate and every quota to be full again.
    rest = max([LONGEST, *(_refills(limit) for limit in limits if not _is_of_slots(limit))])
    settling = Settling(simulation, rest)
    for name in sorted(names):
        subject = simulation.target.subjects[name]
        simulation.vendor.fixed = _AT_ONCE
        if await settling.settle(subject, _gap(subject, limits)):
            await _count(simulation, subject, limits, rest)


async def _count(
    simulation: Simulation, subject: Subject, limits: list[Limit], rest: float
) -> None:
    tokens = _least(_tokens(limit) for limit in limits if not _is_of_slots(limit))
    slots = _least([*_slots(subject), *map(slots_of, filter(_is_of_slots, limits))])
    for stage, wanted, fate in (
        ("limiter", tokens, _AT_ONCE),
        ("bulkhead", _least([tokens, slots]) if slots else None, _held(subject)),
    ):
        if wanted is not None and wanted <= _MOST:
            await asyncio.sleep(rest + _MARGIN)
            simulation.vendor.fixed = fate
            started = await start(simulation, subject, wanted + 1)
            tell(simulation, subject, stage, started, wanted)


def _held(subject: Subject) -> Fate:
    """Long enough to be in flight together, too short to time out or to be slow."""
    policy = subject.spec.policy
    slow = policy.breaker.slow_after if policy.breaker else None
    most = policy.timeout.attempt if slow is None else min(slow, policy.timeout.attempt)
    return Fate("answer", min(_HELD_FOR, most / 2))


def _gap(subject: Subject, limits: list[Limit]) -> float:
    """Seconds between calls that pass every rate, none where it has tokens for all the probes."""
    breaker = subject.spec.policy.breaker
    wanted = max(breaker.probes, breaker.window_calls or 0) if breaker else 0
    scarce = (limit for limit in limits if limit.rate and _tokens(limit) < wanted)
    return max((part_of(limit)[1] for limit in scarce), default=0.0)


def _least(numbers: Iterable[int | None]) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _tokens(limit: Limit) -> int:
    """Of a rate or a quota that is full."""
    count = allowed(limit) if limit.quota else part_of(limit)[0]
    return min(count, limit.burst) if limit.burst else count


def _refills(limit: Limit) -> float:
    """Seconds after which none of the starts that it counted counts."""
    period = part_of(limit)[1]
    return period * _WHOLE if limit.quota else period


def _slots(subject: Subject) -> list[int]:
    bulkhead = subject.spec.policy.bulkhead
    return [bulkhead.concurrent] if bulkhead else []


def _is_of_slots(limit: Limit) -> bool:
    return limit.concurrent is not None
