"""Plain books about a client under a vendor that is told what to answer: what must be so, and is.

Nothing here knows how gates and cores work. The breaker is kept as the design words it: a list of
the last outcomes, one probe at a time.
"""

import asyncio
import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from portwright_runtime import WireRequest, WireResponse
from portwright_runtime.errors import ConnectionLost
from portwright_runtime.policies.breaker import Breaker
from tests.runtime.doubles import answer, fields_of
from tests.runtime.storm import Storm, Task, ThreadWorld, Wait, World

# What a vendor says, and whether that is good, bad, or says nothing of its health.
GOOD, BAD, SILENT = "good", "bad", "silent"
SAYS: Final = {"200": GOOD, "404": GOOD, "503": BAD, "lost": BAD, "429": SILENT}
PAUSE: Final = 1.0


class PlainBreaker:
    """By count of calls, one probe."""

    def __init__(self, config: Breaker) -> None:
        self.config = config
        self.state = "closed"
        self.outcomes: list[str] = []
        self.until = 0.0
        self.openings = 0
        self.period = 0
        """Another one after every change of state: what went out in an earlier one is not counted,
        though the breaker may be closed again by then."""
        self.probe: object = None

    def let_through(self, attempt: object, now: float) -> None:
        """An attempt goes out; nobody may unless the breaker lets it."""
        self.pass_time(now)
        if self.state == "open":
            assert now >= self.until, "sent while the breaker is open"
            self._enter("half_open", now + self.config.probe_time)
            self.probe = attempt
        elif self.state == "half_open":
            assert self.probe is None, "two probes out at once"
            self.probe = attempt

    def came_back(self, attempt: object, counted: bool, health: str, now: float) -> None:
        """It is over; `counted`: it went out in the present period. Silence is not looked at."""
        if health != SILENT:
            self.pass_time(now)
        if self.state == "half_open" and attempt is self.probe:
            self.probe = None
            if health == GOOD:
                self.openings = 0
                self._enter("closed", math.inf)
            elif health == BAD:
                self._open(now)
        elif self.state == "closed" and counted and health != SILENT:
            self.outcomes = [*self.outcomes, health][-(self.config.window_calls or 0) :]
            bad, calls = self.outcomes.count(BAD), len(self.outcomes)
            if calls >= self.config.min_calls and bad / calls >= self.config.failure_rate:
                self._open(now)

    def pass_time(self, now: float) -> None:
        """A probe that does not come back is a bad one."""
        if self.state == "half_open" and now > self.until:
            self._open(self.until)

    def _open(self, now: float) -> None:
        pause = min(self.config.open_cap, self.config.open_for * 2**self.openings)
        self.openings += 1
        self._enter("open", now + pause)

    def _enter(self, state: str, until: float) -> None:
        self.state, self.until, self.outcomes, self.probe = state, until, [], None
        self.period += 1


@dataclass(eq=False)
class Attempt:
    """A request at the vendor, which is told what to say."""

    task: Task | None
    at: float
    asked: float
    period: int
    wait: Wait = field(default_factory=lambda: Wait(math.inf))
    says: str = ""


class Desk:
    """The vendor's side, for either world: keeps each request until it is told what to say."""

    def open_for(self, storm: "BookedStorm", config: Breaker) -> None:
        self.storm = storm
        self.breaker = PlainBreaker(config)
        self.here: list[Attempt] = []
        self.all: list[Attempt] = []
        self.keys: dict[bytes | None, set[str | None]] = defaultdict(set)
        self.held = 0.0

    def _comes(self: Any, request: WireRequest) -> Attempt:
        assert self.time >= self.held, "sent although the vendor wants to be left alone"
        self._enter(request)
        self.keys[request.body].add(fields_of(request).get("idempotency-key"))
        task = self.storm.current
        found = Attempt(task, self.time, self.storm.asked[task], self.breaker.period)
        self.breaker.let_through(found, self.time)
        found.period = self.breaker.period
        self.here.append(found)
        self.all.append(found)
        return found

    def _goes(self: Any, attempt: Attempt) -> None:
        self.sending -= 1
        self.here.remove(attempt)
        counted = attempt.period == self.breaker.period
        health = SAYS.get(attempt.says, SILENT)
        self.breaker.came_back(attempt, counted, health, self.time)

    def _said(self: Any, attempt: Attempt) -> WireResponse:
        if attempt.says == "lost":
            raise ConnectionLost("reset")
        if attempt.says == "429":
            self.held = max(self.held, self.time + PAUSE)
        status = int(attempt.says)
        return answer(status, None if status == 200 else "{}", retry_after=str(PAUSE))


class TaskDesk(Desk, World):
    """For coroutines."""

    async def sleep(self, seconds: float) -> None:
        await World.sleep(self, seconds)
        self.storm.asks()

    async def send(self, request: WireRequest) -> WireResponse:
        attempt = self._comes(request)
        try:
            await attempt.wait
        finally:
            self._goes(attempt)
        return self._said(attempt)


class ThreadDesk(Desk, ThreadWorld):
    """For threads; one looks at the clock and goes on, so that every moment is exact."""

    restless = False

    def sleep(self, seconds: float) -> None:  # type: ignore[override]
        ThreadWorld.sleep(self, seconds)
        self.storm.asks()

    def send(self, request: WireRequest) -> WireResponse:  # type: ignore[override]
        attempt = self._comes(request)
        try:
            self.pause(attempt.wait)
        finally:
            self._goes(attempt)
        return self._said(attempt)


class BookedStorm(Storm):
    """A storm that knows which call is on, and since when each asks to be let through."""

    current: Task | None = None

    def __init__(self, world: World, call: Any) -> None:
        super().__init__(world, call)
        self.asked: dict[Task | None, float] = {}

    def asks(self) -> None:
        """The call that is on wants to go through the gates from now on."""
        self.asked[self.current] = self.world.time

    def _resume(self, task: Task, error: BaseException | None = None) -> None:
        self.current = task
        self.asked.setdefault(task, self.world.time)
        super()._resume(task, error)

    def cut(self, task: Task) -> None:
        """Cancel a call where it waits."""
        self._resume(task, asyncio.CancelledError())
