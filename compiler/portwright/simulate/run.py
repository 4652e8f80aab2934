"""One run: the runtime's own client, driven through a script on a virtual clock."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, Final

from portwright.simulate.arrivals import arrivals
from portwright.simulate.caller import CALLER, Caller
from portwright.simulate.clock import VirtualClock
from portwright.simulate.inventory import take_inventory
from portwright.simulate.log import CANCELLED, OK, UNKNOWN, Entry, Log
from portwright.simulate.script import Faulty, Script
from portwright.simulate.target import StandIn, Subject, Target
from portwright.simulate.vendor import ScriptedVendor
from portwright.simulate.virtual_loop import StuckError, VirtualLoop
from portwright_runtime import errors
from portwright_runtime._async.client import AsyncClient
from portwright_runtime.call import CallOptions, Request
from portwright_runtime.method import operation
from portwright_runtime.policies.safety import NaturalKey
from portwright_runtime.telemetry.event import Event

Call = Callable[[Request], Awaitable[Any]]
# What says less than the class above it.
_PLAIN: Final = ("VendorError", "PortwrightError", "VendorThrottled")


@dataclass(frozen=True, slots=True)
class Run:
    """What was run, with which seed, and all that happened."""

    script: Script
    target: Target
    seed: int
    log: Log


def simulate(target: Target, script: Script, seed: int | None = None) -> Run:
    """Drive the script to its end, until every call is over and what is left is counted.

    Where a call waits for what never comes, the run ends there, and the log shows it.
    """
    seed = script.seed if seed is None else seed
    loop = VirtualLoop()
    try:
        simulation = Simulation(target, script, seed, loop)
        loop.run_until_complete(simulation.whole())
    except StuckError:
        simulation.log.append(Entry(loop.time(), "drained"))
    finally:
        loop.close()
    return Run(script, target, seed, simulation.log)


class Simulation:
    """The client of a run, its vendor, and those who call."""

    def __init__(self, target: Target, script: Script, seed: int, loop: VirtualLoop) -> None:
        self.loop = loop
        self.log = Log()
        self.target = target
        self.script = script
        self.vendor = ScriptedVendor(script, loop, self.log, seed)
        self._seed = seed
        self._clock = VirtualClock(loop)
        self._numbers = count(1)
        self._giving_up = random.Random(f"{seed}:cancel")
        self._client = self._make_client(seed)
        self._calls: dict[str, Call] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def whole(self) -> None:
        """The script, then the end of every call, then the inventory."""
        self._schedule_faults()
        for moment, name in arrivals(self.script, self._seed):
            wait = moment - self.loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._arrive(self.target.subjects[name])
        rest = self.script.duration - self.loop.time()
        await asyncio.sleep(max(0.0, rest))
        while self._tasks:
            await asyncio.wait(self._tasks)
        self.log.append(Entry(self.loop.time(), "drained"))
        await take_inventory(self)

    async def call(self, subject: Subject) -> None:
        """One logical call, from its arrival to its end."""
        caller = Caller(next(self._numbers), subject)
        CALLER.set(caller)
        deadline = subject.spec.policy.deadline
        started = self.loop.time()
        self._tell(caller, "arrive", seconds=deadline)
        what, key = OK, ""
        try:
            await self._method(subject)(_request(subject, caller))
        except errors.PortwrightError as error:
            what = _class_of(error)
            key = (error.key or "") if isinstance(error, errors.OutcomeUnknown) else ""
        except asyncio.CancelledError:
            what = CANCELLED
        self._tell(caller, "end", what=what, seconds=self.loop.time() - started, key=key)

    def _arrive(self, subject: Subject) -> None:
        task = self.loop.create_task(self.call(subject))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        for fault in self.script.faults:
            if fault.kind == "cancel" and fault.meets(subject.spec.name, self.loop.time()):
                self._may_give_up(fault, task)

    def _may_give_up(self, fault: Faulty, task: asyncio.Task[None]) -> None:
        patience = self._giving_up.random() * fault.seconds
        if self._giving_up.random() < fault.share:
            self.loop.call_later(patience, task.cancel)

    def _method(self, subject: Subject) -> Call:
        """The generated method, with its request made already."""
        name = subject.spec.name
        if name not in self._calls:
            made = operation(subject.spec)(lambda _, request: request)
            self._calls[name] = made.__get__(self._client, type(self._client))
        return self._calls[name]

    def _make_client(self, seed: int) -> AsyncClient:
        # Fresh ones: those of the whole app would remember the time of another run.
        limits = tuple(replace(limit) for limit in self.target.limits)
        kind = type("SimulatedClient", (AsyncClient,), {"limits": limits})
        keys = count(1)
        client: AsyncClient = kind(
            StandIn(self.script.environment),
            transport=self.vendor,
            clock=self._clock,
            rng=random.Random(f"{seed}:jitter"),
            new_key=lambda: f"key-{next(keys)}",
            listener=self._hear,
        )
        return client

    def _hear(self, event: Event) -> None:
        caller = CALLER.get()
        self.log.append(
            Entry(
                self.loop.time(),
                event.kind,
                caller.number,
                event.operation,
                event.outcome,
                event.seconds,
                count=event.attempt,
                stage=event.stage,
            )
        )

    def _tell(self, caller: Caller, kind: Any, what: str = "", **more: Any) -> None:
        now = self.loop.time()
        self.log.append(Entry(now, kind, caller.number, caller.operation, what, **more))

    def _schedule_faults(self) -> None:
        for number, fault in enumerate(self.script.faults, 1):
            self.loop.call_at(fault.begin, partial(self._turn, number, fault, "fault"))
            self.loop.call_at(fault.end, partial(self._turn, number, fault, "calm"))

    def _turn(self, number: int, fault: Faulty, kind: Any) -> None:
        """A fault begins or ends."""
        begins = kind == "fault"
        jump = _SIGNS.get(fault.what, 0) * fault.seconds * (1 if begins else -1)
        self._clock.wall_jump += jump
        self.log.append(Entry(self.loop.time(), kind, what=fault.kind, seconds=jump, count=number))
        if fault.what == "suspended" and begins:
            self.log.append(Entry(self.loop.time(), "suspend", seconds=fault.seconds))
            self.loop.jump(fault.seconds)


_SIGNS: Final[Mapping[str, int]] = {"ahead": 1, "behind": -1}


def _request(subject: Subject, caller: Caller) -> Request:
    """A fresh one for each call; a natural key is the caller's own to give."""
    given = subject.request
    options = None
    if isinstance(subject.spec.safety, NaturalKey):
        options = CallOptions(key=f"own-{caller.number}")
    return Request(
        path=given.path,
        query=given.query,
        headers=given.headers,
        body=given.body,
        options=options,
    )


def _class_of(error: errors.PortwrightError) -> str:
    """The class of the runtime's tree that a generated error is."""
    if isinstance(error, errors.OutcomeUnknown):
        return UNKNOWN
    ours = (kind.__name__ for kind in type(error).__mro__ if kind.__module__ == errors.__name__)
    return next((name for name in ours if name not in _PLAIN), "VendorError")
