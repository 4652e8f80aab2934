"""Threads, tasks and cancels under pressure: what is run, and what is found."""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.pressure_calls import (
    ATTEMPTS,
    BUDGET,
    SLOTS,
    AsyncCalls,
    Nowhere,
    SyncCalls,
    tenfold,
)
from benchmarks.pressure_judge import (
    Turns,
    amplification,
    held,
    keys,
    most_in,
    over_burst,
    over_count,
    turns,
)
from benchmarks.pressure_vendor import (
    AsyncVendor,
    Ledger,
    SyncVendor,
    WatchedAsync,
    WatchedSync,
)
from portwright_runtime import Limit
from portwright_runtime.errors import CircuitOpen, PortwrightError
from portwright_runtime.policies.breaker import CircuitBreaker

# Seconds after which a call that has not ended is one that was left behind.
_PATIENCE = 120.0
# Who is refused by an open breaker comes back after so many seconds.
_PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Ran:
    """The figures of a run by name, and what did not hold in it."""

    figures: Mapping[str, float]
    broken: tuple[str, ...]


class _Tally:
    """How calls ended."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.begun = self.good = self.bad = self.refused = 0
        self._lock = threading.Lock()

    def begin(self) -> int:
        with self._lock:
            self.begun += 1
            return next(self.numbers)

    def end(self, error: PortwrightError | None) -> None:
        with self._lock:
            self.good += error is None
            self.bad += error is not None
            self.refused += isinstance(error, CircuitOpen)


def threads(count: int, seconds: float, *, scale: float = 1.0, spell: int = 90) -> Ran:
    """So many threads call without a break, all through one client."""
    vendor, tally, limit = SyncVendor(1, spell), _Tally(), tenfold(scale)
    kind = type("Pressed", (SyncCalls,), {"limits": (limit,)})
    client = kind(Nowhere(), transport=vendor, clock=WatchedSync())
    stop = time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < stop:
            error = _called(client, tally.begin())
            tally.end(error)
            if isinstance(error, CircuitOpen):
                time.sleep(_PAUSE)

    with turns() as order, _restless():
        running = [threading.Thread(target=work, daemon=True) for _ in range(count)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join(max(0.0, stop + _PATIENCE - time.monotonic()))
    left = sum(thread.is_alive() for thread in running)
    return _judged(client, vendor, tally, order, limit, left)


def _called(client: Any, number: int) -> PortwrightError | None:
    try:
        client.do(number)
    except PortwrightError as error:
        return error
    return None


def tasks(count: int, seconds: float, *, scale: float = 1.0, spell: int = 90) -> Ran:
    """So many tasks of one loop call without a break, all through one client."""
    vendor, tally, limit = AsyncVendor(2, spell), _Tally(), tenfold(scale)
    kind = type("Pressed", (AsyncCalls,), {"limits": (limit,)})
    client = kind(Nowhere(), transport=vendor, clock=WatchedAsync())
    stop = time.monotonic() + seconds

    async def work() -> None:
        while time.monotonic() < stop:
            error = await _awaited(client, tally.begin())
            tally.end(error)
            if isinstance(error, CircuitOpen):
                await asyncio.sleep(_PAUSE)

    async def everything() -> int:
        running = [asyncio.ensure_future(work()) for _ in range(count)]
        done, left = await asyncio.wait(running, timeout=seconds + _PATIENCE)
        for task in done:
            task.result()
        return len(left)

    with turns() as order:
        left = asyncio.run(everything())
    return _judged(client, vendor, tally, order, limit, left)


async def _awaited(client: Any, number: int) -> PortwrightError | None:
    try:
        await client.do(number)
    except PortwrightError as error:
        return error
    return None


@contextmanager
def _restless() -> Iterator[None]:
    """Threads are switched a hundred times as often as they would be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _judged(
    client: Any, vendor: Ledger, tally: _Tally, order: Turns, limit: Limit, left: int
) -> Ran:
    ratio, cap = BUDGET.ratio, BUDGET.cap
    broken = [
        *over_count(vendor.came, limit),
        *over_burst(vendor.came, limit),
        *keys(vendor, ATTEMPTS),
        *amplification(vendor, tally.begun, ratio, cap),
        *held(client),
    ]
    if vendor.most > SLOTS:
        broken.append(f"{vendor.most} requests at once, over {SLOTS}")
    if order.overtaken:
        broken.append(f"{order.overtaken} callers were overtaken")
    if left:
        broken.append(f"{left} callers were left behind")
    count, period = limit.per_period
    lags = [one.at - one.looked for one in vendor.came]
    figures = {
        "calls": tally.begun,
        "calls answered well": tally.good,
        "calls refused by the breaker": tally.refused,
        "requests": len(vendor.came),
        "retries": len(vendor.came) - len(vendor.attempts),
        "states of the breaker": _states(client),
        "most at once": vendor.most,
        f"most in {period:g} s, no allowance (limit {count})": most_in(vendor.came, period),
        "from clock to vendor, most (ms)": 1e3 * max(lags, default=0.0),
        "overtaken": order.overtaken,
        "left behind": left,
    }
    return Ran(figures, tuple(broken))


def _states(client: Any) -> int:
    cores = client._gatekeeper.gates._cores.values()
    return sum(core.period for core in cores if isinstance(core, CircuitBreaker))
