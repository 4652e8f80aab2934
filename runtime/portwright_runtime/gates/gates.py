"""The cores of one client, made when an operation first needs them and shared as the spec says."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Final, TypeVar, cast

from portwright_runtime.connection import Connection
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.gates.route import ForEach, Route, Stage
from portwright_runtime.policies.admission import Cause, Turnstile
from portwright_runtime.policies.breaker import Breaker, CircuitBreaker
from portwright_runtime.policies.budget import Budget, RetryBudget
from portwright_runtime.policies.bulkhead import Bulkhead, SlotPool
from portwright_runtime.policies.keyed import ByKey
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.quota import QuotaMeter
from portwright_runtime.policies.scope import Param

C = TypeVar("C")
# Narrow before wide: who waits for a narrow one must not keep a token of a wide one from others.
_WIDTH: Final = {"operation": 1, "connection": 2, "app": 3}


class App:
    """What all clients of this process share, under one lock."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.cores: dict[int, tuple[Limit, Turnstile | ForEach]] = {}
        self.generation = PROCESS.generation


class Gates:
    """Makes the route of each operation.

    Policies that say the same of a breaker, a budget or a bulkhead share it; limits are shared by
    all operations in their scope. With `threads`, or a limit of the whole app, `locked` is true
    and every step takes the lock.
    """

    def __init__(self, connection: Connection, limits: Iterable[Limit], *, threads: bool) -> None:
        environment = getattr(connection, "environment", None)
        self._limits = sorted(
            (limit for limit in limits if limit.env in (None, environment)), key=_order
        )
        of_app = any(limit.per == "app" for limit in self._limits)
        self.locked = threads or of_app
        self._lock: AbstractContextManager[object] = nullcontext()
        if self.locked:
            self._lock = _app().lock if of_app else Lock()
        self._cores: dict[tuple[object, ...], object] = {}
        self._isolated = False

    def route(self, operation: str, policy: Policy) -> Route:
        """The gates of an operation under its policy."""
        with self._lock:
            stages = [Stage(self._of_limit(limit, operation), limit) for limit in self._limits]
            if policy.bulkhead:
                stages.append(Stage(self._of_bulkhead(policy.bulkhead, operation), None))
            return Route(
                tuple(stages),
                breaker=self._breaker(policy.breaker, operation) if policy.breaker else None,
                budget=self._budget(policy.retry.budget) if policy.retry.budget else None,
                lock=self._lock,
            )

    @property
    def breakers(self) -> dict[str, str]:
        """The state of every breaker, by operation; "" is that of the connection."""
        with self._lock:
            return {
                str(key[2]): core.state.value
                for key, core in self._cores.items()
                if isinstance(core, CircuitBreaker)
            }

    def isolate(self) -> None:
        """Refuse every call as an open breaker does, until `restore`."""
        self._isolated = True
        self._each_breaker(CircuitBreaker.isolate)

    def restore(self) -> None:
        """Close every breaker, whatever its state."""
        self._isolated = False
        self._each_breaker(CircuitBreaker.close)

    def _each_breaker(self, change: Callable[[CircuitBreaker], None]) -> None:
        with self._lock:
            for core in self._cores.values():
                if isinstance(core, CircuitBreaker):
                    change(core)

    def _breaker(self, config: Breaker, operation: str) -> CircuitBreaker:
        name = operation if config.per == "operation" else ""

        def make() -> CircuitBreaker:
            breaker = CircuitBreaker(config)
            if self._isolated:
                breaker.isolate()
            return breaker

        return self._shared(("breaker", config, name), make)

    def _budget(self, config: Budget) -> RetryBudget:
        return self._shared(("budget", config), lambda: RetryBudget(config))

    def _of_bulkhead(self, config: Bulkhead, operation: str) -> Turnstile | ForEach:
        def make() -> Turnstile:
            return SlotPool(config.concurrent, room=config.queue, wait=config.wait)

        name = operation if config.per == "operation" else ""
        return self._shared(("bulkhead", config, name), _maker(config.per, make))

    def _of_limit(self, limit: Limit, operation: str) -> Turnstile | ForEach:
        make = _maker(limit.per, lambda: _core(limit))
        if limit.per == "app":
            return _app().cores.setdefault(id(limit), (limit, make()))[1]
        name = operation if limit.per == "operation" else ""
        return self._shared(("limit", id(limit), name), make)

    def _shared(self, key: tuple[object, ...], make: Callable[[], C]) -> C:
        if key not in self._cores:
            self._cores[key] = make()
        return cast(C, self._cores[key])


_APPS: Final[list[App]] = []


def _app() -> App:
    """That of this process: a child of a fork has another."""
    if not _APPS or _APPS[-1].generation != PROCESS.generation:
        _APPS.append(App())
    return _APPS[-1]


def _order(limit: Limit) -> tuple[int, int]:
    kind = 0 if limit.quota else 1 if limit.rate else 2
    return kind, 0 if isinstance(limit.per, Param) else _WIDTH[limit.per]


def _maker(per: object, make: Callable[[], Turnstile]) -> Callable[[], Turnstile | ForEach]:
    if isinstance(per, Param):
        return lambda: ForEach(per, ByKey(make))
    return make


def _core(limit: Limit) -> Turnstile:
    queue = limit.queue
    if limit.concurrent:
        size = max(1, limit.concurrent * limit.share[0] // limit.share[1])
        return SlotPool(size, room=queue.max, wait=queue.wait, cause=Cause.CONCURRENCY)
    count, period = limit.per_period
    if limit.quota:
        return QuotaMeter(count, period, reserve=limit.reserve, total=limit.quota[0])
    return RateLimiter(count, period, burst=limit.burst, room=queue.max, wait=queue.wait)
