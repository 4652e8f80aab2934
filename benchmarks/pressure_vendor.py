"""A vendor under pressure, as a transport: keeps when requests came, and answers some ill."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass

from portwright_runtime import Headers, WireRequest, WireResponse
from portwright_runtime._async.clock import AsyncSystemClock
from portwright_runtime._sync.clock import SyncSystemClock
from portwright_runtime.errors import ConnectFailed, ConnectionLost

KEY = "Idempotency-Key"
# So many requests in a row meet a vendor that is down, so that breakers open.
_DOWN = 12
_GOOD = b'{"done": true}'
_JSON = Headers([("Content-Type", "application/json")])
_THROTTLED = Headers([("Content-Type", "application/json"), ("Retry-After", "0.05")])


class _Looks(threading.local):
    before = last = 0.0


LOOKS = _Looks()


def look() -> float:
    """Monotonic time; the last two looks of each thread are kept."""
    LOOKS.before, LOOKS.last = LOOKS.last, time.monotonic()
    return LOOKS.last


class WatchedSync(SyncSystemClock):
    """The machine's clock, and when a thread looked at it."""

    now = staticmethod(look)


class WatchedAsync(AsyncSystemClock):
    """The same for tasks, of which no other runs between the look and the request."""

    now = staticmethod(look)


@dataclass(frozen=True, slots=True)
class Came:
    """A request: when it came, and when the driver had looked at the clock to let it start.

    The driver cannot send at the very moment that it sees on the clock. Its last two looks before
    a request are the one by which it is admitted and the one by which its timeout is set; nothing
    else lies between the first of them and the request.
    """

    at: float
    looked: float


class Ledger:
    """What came, and how many were in at once. Of `spell` requests in a row, the last few meet a
    vendor that is down.
    """

    def __init__(self, seed: int, spell: int) -> None:
        self._spell = spell
        self.came: list[Came] = []
        self.inside = self.most = 0
        self.attempts: dict[bytes | None, list[str | None]] = defaultdict(list)
        self._rng = random.Random(seed)
        self._lock = threading.Lock()

    def enter(self, request: WireRequest) -> float:
        """A request comes in; how it ends."""
        now = time.monotonic()
        with self._lock:
            self.came.append(Came(now, LOOKS.before))
            self.attempts[request.body].append(Headers(request.headers).get(KEY))
            self.inside += 1
            self.most = max(self.most, self.inside)
            down = len(self.came) % self._spell >= self._spell - _DOWN
            return 0.2 if down else self._rng.random()

    def leave(self) -> None:
        """It has its answer, or will not get one."""
        with self._lock:
            self.inside -= 1

    def takes(self) -> float:
        """Seconds that an answer takes."""
        return self._rng.choice((0.0, 0.001, 0.003))


def _answer(fate: float) -> WireResponse:
    if fate < 0.05:
        raise ConnectionLost("reset")
    if fate < 0.08:
        raise ConnectFailed("refused")
    if fate < 0.1:
        return WireResponse(429, _THROTTLED, b"{}")
    if fate < 0.15:
        return WireResponse(404, _JSON, b"{}")
    return WireResponse(503 if fate < 0.22 else 200, _JSON, _GOOD)


class SyncVendor(Ledger):
    """The vendor for threads."""

    def send(self, request: WireRequest) -> WireResponse:
        """Take a little while, then answer somehow."""
        fate = self.enter(request)
        try:
            time.sleep(self.takes())
        finally:
            self.leave()
        return _answer(fate)

    def close(self) -> None:
        """Nothing to close."""


class AsyncVendor(Ledger):
    """The vendor for tasks."""

    async def send(self, request: WireRequest) -> WireResponse:
        """Take a little while, then answer somehow."""
        import asyncio

        fate = self.enter(request)
        try:
            await asyncio.sleep(self.takes())
        finally:
            self.leave()
        return _answer(fate)

    async def aclose(self) -> None:
        """Nothing to close."""
