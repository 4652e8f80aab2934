"""Leads the calls of one client through the gates, and lets them wait."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from portwright_runtime._async.ports import AsyncBell, AsyncClock
from portwright_runtime.call import Request
from portwright_runtime.connection import Connection
from portwright_runtime.course import Course
from portwright_runtime.errors import PortwrightError
from portwright_runtime.gates.gates import Gates
from portwright_runtime.gates.homes import AsyncHome
from portwright_runtime.gates.locked import LockedPassage
from portwright_runtime.gates.passage import Passage
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.gates.refusal import STAGES, refusal
from portwright_runtime.gates.route import Route
from portwright_runtime.gates.threads import ASYNC_THREADS
from portwright_runtime.policies.admission import Cause, Refused
from portwright_runtime.policies.limit import Limit
from portwright_runtime.spec import OperationSpec
from portwright_runtime.telemetry.told import Told


class AsyncGatekeeper:
    """Keeps the gates of a client; a forked process gets its own."""

    def __init__(self, connection: Connection, limits: Iterable[Limit], clock: AsyncClock) -> None:
        self._connection = connection
        self._limits = tuple(limits)
        self._clock = clock
        self._home = AsyncHome()
        self._make_bell = _bells(clock)
        self._settle(Gates(connection, self._limits, threads=ASYNC_THREADS))

    @property
    def gates(self) -> Gates:
        """Those of this process."""
        if self._generation != PROCESS.generation:
            self._renew()
        return self._gates

    def passage(
        self, spec: OperationSpec[Any], request: Request, latest: float
    ) -> Passage[AsyncBell]:
        """The passage of a call that is of no use after `latest`."""
        moved = self._home.moved()
        if self._generation != PROCESS.generation:
            self._renew()
        elif moved:
            self._gates.abandon_lines()
        known = self._routes.get(id(spec))
        route = known[1] if known else self._route(spec)
        find = partial(route.of, request, self._connection)
        return self._kind(route, latest, self._make_bell, find)

    async def lead(
        self,
        passage: Passage[AsyncBell],
        now: float,
        course: Course,
        told: Told | None,
    ) -> None:
        """Wait until the call is admitted; raises what it ends with when it is refused."""
        due = self._asked(passage, now, told)
        stage: Cause | None = None
        while due is not None:
            if isinstance(due, Refused):
                raise self.refused(due, course, told)
            now = self._clock.now()
            if told and passage.stage is not stage:
                # Once for each line: who asks again waits no less.
                stage = passage.stage
                told.wait(course.attempt - 1, None, due - now, STAGES[stage])
            if passage.bell:
                await passage.bell.wait(due - now)
            due = self._asked(passage, self._clock.now(), told)

    def _asked(
        self, passage: Passage[AsyncBell], now: float, told: Told | None
    ) -> float | Refused | None:
        due = passage.advance(now)
        if told:
            told.states(passage.changes())
        return due

    def refused(self, refused: Refused, course: Course, told: Told | None) -> PortwrightError:
        """What a call ends with that was refused."""
        now, wall = self._clock.now(), self._clock.wall()
        if told:
            told.refused(course.attempt, STAGES[refused.cause], refused.wait(now))
        return course.refused(refusal(course.operation, refused, now=now, wall=wall))

    def _route(self, spec: OperationSpec[Any]) -> Route:
        # The spec is kept beside its route: its id is its own as long as it lives.
        route = self.gates.route(spec.name, spec.policy)
        return self._routes.setdefault(id(spec), (spec, route))[1]

    def _renew(self) -> None:
        """The gates of this process, before any of its threads passes one."""
        with PROCESS.lock:
            if self._generation != PROCESS.generation:
                self._settle(self._gates.anew())

    def _settle(self, gates: Gates) -> None:
        self._gates = gates
        self._kind: type[Passage[AsyncBell]] = LockedPassage if gates.locked else Passage
        self._routes: dict[int, tuple[OperationSpec[Any], Route]] = {}
        self._generation = PROCESS.generation


class AsyncSleepingBell:
    """Where the clock can only sleep: nobody is woken before it is due."""

    def __init__(self, clock: AsyncClock) -> None:
        self._clock = clock

    def ring(self) -> None:
        """Nothing to wake."""

    async def wait(self, seconds: float) -> None:
        """So many seconds."""
        await self._clock.sleep(max(0.0, seconds))


def _bells(clock: AsyncClock) -> Callable[[], AsyncBell]:
    bell: Callable[[], AsyncBell] | None = getattr(clock, "bell", None)
    return bell or (lambda: AsyncSleepingBell(clock))
