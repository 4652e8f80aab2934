"""The asynchronous driver under a scheduler of its own: virtual time, any order, cancels anywhere.

A coroutine is stepped by hand, so that every await is a place where another one may run, or where
it may be cancelled. What the gates hold is looked at after each step.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from typing import Any

from portwright_runtime import WireRequest, WireResponse
from portwright_runtime.errors import ConnectionLost, PortwrightError
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.limiter import RateLimiter
from tests.runtime.doubles import answer


@dataclass(eq=False)
class Wait:
    """What a coroutine waits for: a moment, or before that a ring."""

    until: float
    rung: bool = False

    def __await__(self) -> Generator["Wait", None, None]:
        yield self


@dataclass
class World:
    """The clock, the transport and the bells of one storm."""

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

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return 1e9 + self.time

    async def sleep(self, seconds: float) -> None:
        await Wait(self.time + seconds)

    def bell(self) -> "Bell":
        return Bell(self)

    async def send(self, request: WireRequest) -> WireResponse:
        self.attempts[request.body] += 1
        self.starts.append(self.time)
        self.sending += 1
        self.most_sending = max(self.most_sending, self.sending)
        try:
            await Wait(self.time + self.rng.choice([0.0, 0.01, 0.2]))
        finally:
            self.sending -= 1
        fate = self.rng.random()
        if fate < 0.1:
            raise ConnectionLost("reset")
        status = 503 if fate < 0.25 else 429 if fate < 0.3 else 404 if fate < 0.4 else 200
        return answer(status, None if status == 200 else "{}", retry_after="0.3")

    async def aclose(self) -> None:
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


@dataclass(eq=False)
class Task:
    coroutine: Coroutine[Wait, None, Any]
    wait: Wait | None = None


class Storm:
    """Runs calls against each other; `cancelled`, `returned` and `failed` count their ends."""

    def __init__(self, world: World, call: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        self.world = world
        self.rng = world.rng
        self._call = call
        self.tasks: list[Task] = []
        self.cancelled = self.returned = self.failed = 0

    def step(self, *, cancel: float, crowd: int) -> None:
        """Let one call begin, one go on, one be cancelled, or time pass."""
        if len(self.tasks) < crowd and self.rng.random() < 0.4:
            self._resume(Task(self._call()))
        elif self.tasks and self.rng.random() < cancel:
            self._resume(self.rng.choice(self.tasks), asyncio.CancelledError())
        else:
            self.go_on()

    def go_on(self) -> None:
        """One that can go on does; if none can, time passes until one can."""
        now = self.world.time
        ready = [t for t in self.tasks if t.wait and (t.wait.rung or t.wait.until <= now)]
        if ready:
            self._resume(self.rng.choice(ready))
        elif self.tasks:
            self.world.time = min(task.wait.until for task in self.tasks if task.wait)
        else:
            self.world.time += 0.05

    def _resume(self, task: Task, error: BaseException | None = None) -> None:
        if task in self.tasks:
            self.tasks.remove(task)
        try:
            task.wait = task.coroutine.throw(error) if error else task.coroutine.send(None)
            self.tasks.append(task)
        except StopIteration:
            self.returned += 1
        except asyncio.CancelledError:
            self.cancelled += 1
        except PortwrightError:
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
