"""Both drivers under a scheduler of their own: virtual time, any order, cancels anywhere.

A coroutine is stepped by hand, so that every await is a place where another one may run, or where
it may be cancelled. A thread is stepped in the same way; for it, every look at the clock is such a
place too: between that and the lock of the gates, any other thread may come. What the gates hold
is looked at after each step.
"""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from portwright_runtime import WireRequest, WireResponse
from portwright_runtime.errors import ConnectionLost, PortwrightError
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.limiter import RateLimiter
from tests.runtime.doubles import answer
from tests.runtime.stepped import Stepped


@dataclass(eq=False)
class Wait:
    """What a call waits for: a moment, or before that a ring. At some it cannot be cancelled."""

    until: float
    rung: bool = False
    bound: bool = False

    def __await__(self) -> Generator["Wait", None, None]:
        yield self


class Steps(Protocol):
    """A coroutine, or a thread."""

    def send(self, value: None, /) -> Wait: ...

    def throw(self, error: BaseException, /) -> Wait: ...


@dataclass
class World:
    """The clock, the transport and the bells of one storm of coroutines.

    `rush` is how likely a step is that a call begins.
    """

    rush: ClassVar[float] = 0.4
    rng: random.Random
    time: float = 0.0
    sending: int = 0
    most_sending: int = 0
    attempts: Counter[bytes | None] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)

    @property
    def retries(self) -> int:
        """How many requests were not the first of their call; each call has a body of its own."""
        return sum(self.attempts.values()) - len(self.attempts)

    def steps(self, call: Callable[..., Any]) -> Steps:
        """A call, not begun yet."""
        found: Steps = call()
        return found

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return 1e9 + self.time

    async def sleep(self, seconds: float) -> None:
        await Wait(self.time + seconds)

    def bell(self) -> Any:
        return Bell(self)

    async def send(self, request: WireRequest) -> WireResponse:
        self._enter(request)
        try:
            await Wait(self.time + self._takes())
        finally:
            self.sending -= 1
        return self._fate()

    async def aclose(self) -> None:
        pass

    def _enter(self, request: WireRequest) -> None:
        self.attempts[request.body] += 1
        self.starts.append(self.time)
        self.sending += 1
        self.most_sending = max(self.most_sending, self.sending)

    def _takes(self) -> float:
        return self.rng.choice([0.0, 0.01, 0.2])

    def _fate(self) -> WireResponse:
        fate = self.rng.random()
        if fate < 0.1:
            raise ConnectionLost("reset")
        status = 503 if fate < 0.25 else 429 if fate < 0.3 else 404 if fate < 0.4 else 200
        return answer(status, None if status == 200 else "{}", retry_after="0.3")


class ThreadWorld(World):
    """The same for threads. `restless`: a look at the clock is a place where others may run."""

    # With as many looks at the clock in a call as waits and more.
    rush = 0.1
    restless = True
    _stepped: Stepped[Wait] | None = None

    def steps(self, call: Callable[..., Any]) -> Steps:
        def work(stepped: Stepped[Wait]) -> Any:
            self._stepped = stepped
            return call()

        return Stepped(work)

    def pause(self, wait: Wait) -> None:
        """Let others run until the wait is over."""
        mine = self._stepped
        assert mine
        try:
            mine.pause(wait)
        finally:
            self._stepped = mine

    def now(self) -> float:
        seen = self.time
        if self.restless and self._stepped:
            self.pause(Wait(seen, bound=True))
        return seen

    def sleep(self, seconds: float) -> None:  # type: ignore[override]
        self.pause(Wait(self.time + seconds))

    def bell(self) -> Any:
        return ThreadBell(self)

    def send(self, request: WireRequest) -> WireResponse:  # type: ignore[override]
        self._enter(request)
        try:
            self.pause(Wait(self.time + self._takes()))
        finally:
            self.sending -= 1
        return self._fate()

    def close(self) -> None:
        pass


@dataclass(eq=False)
class Bell:
    world: World
    waiting: Wait | None = None
    rung: bool = False

    def ring(self) -> None:
        self.rung = True
        if self.waiting:
            self.waiting.rung = True

    async def wait(self, seconds: float) -> None:
        self.waiting = Wait(self.world.time + seconds, self.rung)
        try:
            await self.waiting
        finally:
            self.waiting, self.rung = None, False


class ThreadBell(Bell):
    world: ThreadWorld

    def wait(self, seconds: float) -> None:  # type: ignore[override]
        self.waiting = Wait(self.world.time + seconds, self.rung)
        try:
            self.world.pause(self.waiting)
        finally:
            self.waiting, self.rung = None, False


@dataclass(eq=False)
class Task:
    """A call under way; `end` is what it returned or raised."""

    steps: Steps
    wait: Wait | None = None
    end: Any = None


class Storm:
    """Runs calls against each other; `cancelled`, `returned` and `failed` count their ends."""

    def __init__(self, world: World, call: Callable[..., Any]) -> None:
        self.world = world
        self.rng = world.rng
        self._call = call
        self.tasks: list[Task] = []
        self.cancelled = self.returned = self.failed = 0

    def begin(self) -> Task:
        """One more call."""
        task = Task(self.world.steps(self._call))
        self._resume(task)
        return task

    def step(self, *, cancel: float, crowd: int) -> None:
        """Let one call begin, one go on, one be cancelled, or time pass."""
        if len(self.tasks) < crowd and self.rng.random() < self.world.rush:
            self.begin()
        elif self.tasks and self.rng.random() < cancel:
            self.cancel(self.rng.choice(self.tasks))
        else:
            self.go_on()

    def cancel(self, task: Task) -> None:
        """Cut a call where it waits; one that only looks at the clock goes on to where it does."""
        while task.wait and task.wait.bound and task in self.tasks:
            self._resume(task)
        if task in self.tasks:
            self._resume(task, asyncio.CancelledError())
        while task.wait and task.wait.bound and task in self.tasks:
            self._resume(task)

    def go_on(self) -> None:
        """One that can go on does; if none can, time passes until one can."""
        ready = self.ready()
        if ready:
            self._resume(self.rng.choice(ready))
        elif self.tasks:
            self.world.time = self.due()
        else:
            self.world.time += 0.05

    def ready(self) -> list[Task]:
        """Those that need no time to go on."""
        now = self.world.time
        return [t for t in self.tasks if t.wait and (t.wait.rung or t.wait.until <= now)]

    def due(self) -> float:
        """When the next one goes on by itself."""
        return min((task.wait.until for task in self.tasks if task.wait), default=math.inf)

    def settle(self) -> None:
        """All go on that need no time to."""
        while ready := self.ready():
            self._resume(self.rng.choice(ready))

    def pass_time(self, until: float) -> None:
        """Time passes, from one moment at which somebody goes on to the next."""
        self.settle()
        while (due := self.due()) <= until:
            self.world.time = max(self.world.time, due)
            self.settle()
        self.world.time = until

    def _resume(self, task: Task, error: BaseException | None = None) -> None:
        if task in self.tasks:
            self.tasks.remove(task)
        try:
            task.wait = task.steps.throw(error) if error else task.steps.send(None)
            self.tasks.append(task)
        except StopIteration as end:
            task.end = end.value
            self.returned += 1
        except asyncio.CancelledError as end:
            task.end = end
            self.cancelled += 1
        except PortwrightError as end:
            task.end = end
            self.failed += 1


def cores_of(client: Any) -> list[object]:
    """The cores of a client's gates."""
    return list(client._gatekeeper.gates._cores.values())


def assert_all_is_back(client: Any, retries: int) -> None:
    """Nothing is held, nobody waits, no probe is out, and the budget has lost what was sent."""
    for core in cores_of(client):
        if isinstance(core, RateLimiter):
            assert (core._reserved, core.waiting, core._units) == (0, 0, 0)
        elif isinstance(core, SlotPool):
            assert (core.in_flight, core.waiting, core._units) == (0, 0, 0)
        elif isinstance(core, CircuitBreaker):
            assert core._permits == core._decided
        elif isinstance(core, RetryBudget):
            assert core._cap - core._level == retries * 1_000_000
