"""The cores of one client, made when an operation first needs them and shared as the spec says."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Final, TypeVar, cast

from portwright_runtime.connection import Connection
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.gates.route import ForEach, Route, Stage
from portwright_runtime.policies.admission import Cause, Turnstile
from portwright_runtime.policies.breaker import Breaker, CircuitBreaker, State
from portwright_runtime.policies.budget import Budget, RetryBudget
from portwright_runtime.policies.bulkhead import Bulkhead, SlotPool
from portwright_runtime.policies.keyed import ByKey
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.quota import QuotaMeter
from portwright_runtime.policies.scope import Param
from portwright_runtime.policies.switch import Switch

C = TypeVar("C")
_WORST: Final = (State.CLOSED, State.HALF_OPEN, State.OPEN, State.ISOLATED)
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
        self._given = (connection, tuple(limits), threads)
        self._limits = sorted(
            (limit for limit in self._given[1] if limit.env in (None, environment)), key=_order
        )
        of_app = any(limit.per == "app" for limit in self._limits)
        self.locked = threads or of_app
        self._app = _app() if of_app else None
        self._lock: AbstractContextManager[object] = nullcontext()
        if self.locked:
            self._lock = self._app.lock if self._app else Lock()
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
                breaker=self._circuit(policy.breaker, operation),
                budget=self._budget(policy.retry.budget) if policy.retry.budget else None,
                lock=self._lock,
            )

    @property
    def breakers(self) -> dict[str, str]:
        """The state of every breaker, by operation; "" is that of the connection."""
        found: dict[str, State] = {}
        with self._lock:
            for key, core in self._cores.items():
                if isinstance(core, CircuitBreaker):
                    # Policies that say different things of one have one each.
                    name = str(key[2])
                    found[name] = max(core.state, found.get(name, core.state), key=_WORST.index)
        return {name: state.value for name, state in found.items()}

    def isolate(self) -> None:
        """Refuse every call as an open breaker does, until `restore`."""
        with self._lock:
            self._isolated = True
            for circuit in self._circuits():
                circuit.isolate()

    def restore(self) -> None:
        """Close every breaker, whatever its state."""
        with self._lock:
            self._isolated = False
            for circuit in self._circuits():
                circuit.close()

    def anew(self) -> "Gates":
        """Others for the same client, as isolated as these are."""
        connection, limits, threads = self._given
        gates = Gates(connection, limits, threads=threads)
        gates._isolated = self._isolated
        return gates

    def abandon_lines(self) -> None:
        """Nobody who waits comes back: let those who ask from now on not stand behind them."""
        with self._lock:
            for core in self._cores.values():
                for one in core.cores if isinstance(core, ForEach) else (core,):
                    if isinstance(one, Turnstile):
                        one.abandon()

    def _circuits(self) -> list[CircuitBreaker | Switch]:
        return [c for c in self._cores.values() if isinstance(c, CircuitBreaker | Switch)]

    def _circuit(self, config: Breaker | None, operation: str) -> CircuitBreaker | Switch:
        name = operation if config and config.per == "operation" else ""

        def make() -> CircuitBreaker | Switch:
            circuit = CircuitBreaker(config) if config else Switch()
            if self._isolated:
                circuit.isolate()
            return circuit

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
        if self._app and limit.per == "app":
            return self._app.cores.setdefault(id(limit), (limit, make()))[1]
        name = operation if limit.per == "operation" else ""
        return self._shared(("limit", id(limit), name), make)

    def _shared(self, key: tuple[object, ...], make: Callable[[], C]) -> C:
        if key not in self._cores:
            self._cores[key] = make()
        return cast(C, self._cores[key])


_APPS: Final[list[App]] = []


def _app() -> App:
    """That of this process: a child of a fork has another."""
    with PROCESS.lock:
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
