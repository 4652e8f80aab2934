"""Before what is left is counted: every breaker has to close, and to forget what was bad.

A breaker that is closed by now is left alone; one that is not is knocked at. A window of so many
calls forgets nothing by waiting, so good ones push the old ones out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from portwright.simulate.log import Entry
from portwright.simulate.properties.circuit import CLOSED, Circuit, circuits, follow
from portwright.simulate.properties.evidence import SLACK, Evidence
from portwright.simulate.target import Subject
from portwright_runtime.policies.breaker import Breaker

if TYPE_CHECKING:
    from portwright.simulate.run import Simulation

_MARGIN: Final = 1.0
_KNOCKS: Final = 2
# Old failures may open a breaker while good calls push them out: closed again, it has none.
_ROUNDS: Final = 4


class Standings:
    """Where each breaker stands, worked out from the log as it grows."""

    def __init__(self, simulation: Simulation) -> None:
        environment = simulation.script.environment
        self._log = simulation.log
        self._evidence = Evidence(self._log, simulation.target, environment)
        self._circuits = [
            (Circuit(breaker), operations) for breaker, operations in circuits(self._evidence)
        ]
        self._seen = 0

    def of(self, operation: str) -> Circuit | None:
        """That of an operation, by now."""
        new, self._seen = self._log[self._seen :], len(self._log)
        for circuit, operations in self._circuits:
            for _ in follow(self._evidence, circuit, operations, new):
                pass
        return next((one for one, names in self._circuits if operation in names), None)


class Settling:
    """Brings the breakers of a run to rest; `rest` is long enough for every limit to be full."""

    def __init__(self, simulation: Simulation, rest: float) -> None:
        self._simulation = simulation
        self._rest = rest
        self._standings = Standings(simulation)

    async def settle(self, subject: Subject, gap: float) -> bool:
        """Whether its breaker lets everything through now and has nothing against it; calls that
        are so far apart pass every limit. False where its probes cannot be sent in their time.
        """
        breaker = subject.spec.policy.breaker
        if breaker is None:
            return True
        for _ in range(_ROUNDS):
            circuit = self._standings.of(subject.spec.name)
            if circuit is None or circuit.is_calm:
                return True
            if circuit.state != CLOSED:
                if gap * (breaker.probes - 1) >= breaker.probe_time:
                    return False
                await self._knock(subject, breaker, gap)
            elif breaker.window_calls is None:
                await asyncio.sleep(breaker.window + _MARGIN)
                return True
            else:
                await self._push_out(subject, breaker.window_calls, gap)
        return False

    async def _knock(self, subject: Subject, breaker: Breaker, gap: float) -> None:
        """An idle breaker lets as many through as it takes to close it.

        Not at the first time: where a few probes were sent and then nobody called, their time is
        over by now, which the next call is told, and it opens once more.
        """
        log, started = self._simulation.log, 0
        for _ in range(_KNOCKS):
            await asyncio.sleep(max(self._rest, breaker.open_cap, breaker.probe_time) + _MARGIN)
            before = len(log)
            for _ in range(breaker.probes):
                if not await start(self._simulation, subject, 1):
                    # A probe of the next period would waste it: there is no time for the others.
                    break
                await asyncio.sleep(gap)
            started = sum(_sent(log[before:]))
            if started >= breaker.probes:
                break
        tell(self._simulation, subject, "breaker", started, breaker.probes)

    async def _push_out(self, subject: Subject, calls: int, gap: float) -> None:
        await asyncio.sleep(self._rest + _MARGIN)
        for _ in range(calls):
            await start(self._simulation, subject, 1)
            await asyncio.sleep(gap)
            circuit = self._standings.of(subject.spec.name)
            if circuit is None or circuit.is_calm or circuit.state != CLOSED:
                break


async def start(simulation: Simulation, subject: Subject, wanted: int) -> int:
    """Start so many at once; says how many were sent in that very moment."""
    log, now, before = simulation.log, simulation.loop.time(), len(simulation.log)
    tasks = [simulation.loop.create_task(simulation.call(subject)) for _ in range(wanted)]
    await asyncio.wait(tasks)
    return sum(_sent(one for one in log[before:] if one.at <= now + SLACK))


def tell(simulation: Simulation, subject: Subject, stage: str, started: int, wanted: int) -> None:
    """Into the log: so many started where so many had to."""
    now, name = simulation.loop.time(), subject.spec.name
    entry = Entry(now, "inventory", operation=name, what=str(started), count=wanted, stage=stage)
    simulation.log.append(entry)


def _sent(entries: Iterable[Entry]) -> Iterable[bool]:
    return (entry.kind == "send" for entry in entries)
