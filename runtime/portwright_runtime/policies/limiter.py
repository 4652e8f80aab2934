"""The rate limiter: what a vendor says as "N per T" holds in every window, with a queue."""

import math
from collections import deque

from portwright_runtime.policies.admission import Cause, Turnstile
from portwright_runtime.policies.bucket import TokenBucket


class RateLimiter(Turnstile):
    """At most `count` starts in any `period` seconds, wherever the window begins.

    A log of the last starts guards it: a start is no earlier than the `count`-th last + `period`.
    Who is admitted holds a token without a time until it starts, and takes it along only then:
    a caller that waits elsewhere first cannot bunch with later ones. `burst` smooths with a
    bucket over it. `room` may wait, each for `wait` seconds at most.
    """

    __slots__ = ("_bucket", "_count", "_held_until", "_period", "_reserved", "_starts")
    starts = True

    def __init__(
        self,
        count: int,
        period: float,
        *,
        burst: int | None = None,
        room: int = 500,
        wait: float = 5.0,
    ) -> None:
        super().__init__(Cause.LIMIT, room, wait)
        self._count = count
        self._period = period
        self._bucket = TokenBucket(count / period, burst) if burst else None
        self._starts: deque[float] = deque()
        self._reserved = 0
        self._held_until = -math.inf

    def pass_now(self, now: float) -> bool:
        """Admit and start in one, if nobody is in line and there is room; else change nothing."""
        starts = self._starts
        if starts:
            if starts[0] + self._period <= now:
                self._forget(now)
            if self._reserved + len(starts) >= self._count or (starts and starts[-1] > now):
                return False
        elif self._reserved >= self._count:
            return False
        if self._line or now < self._held_until or self._bucket:
            return False
        starts.append(now)
        return True

    def undo(self, now: float) -> None:
        """Take back what `pass_now` did at this same moment."""
        self._starts.pop()

    def start(self, now: float, cost: int = 1) -> None:
        """The caller starts; its token counts from now on."""
        starts = self._starts
        if starts and starts[-1] > now:
            # Another thread read the clock later and was here first.
            now = starts[-1]
        self._reserved -= cost
        starts.append(now)
        for _ in range(cost - 1):
            starts.append(now)
        if self._bucket:
            self._bucket.take(now, cost)

    def give_back(self, now: float, cost: int = 1) -> None:
        """The token was not used; the next in line may have it."""
        self._reserved -= cost
        self.call_next(now)

    def hold(self, until: float) -> None:
        """Nobody starts before `until`: the vendor said so."""
        if until > self._held_until:
            self._held_until = until
            for place in list(self._line):
                place.ring()

    def held(self) -> float:
        """Before that moment nobody starts, whether admitted or not: the vendor said so."""
        return self._held_until

    def idle(self, now: float) -> bool:
        """Whether a new limiter in its place would do the same."""
        self._forget(now)
        return not (self._line or self._reserved or self._starts) and self._held_until <= now

    def _take(self, now: float, cost: int) -> bool:
        starts = self._starts
        if starts and starts[0] + self._period <= now:
            self._forget(now)
        wanted = self._reserved + cost
        if len(starts) + wanted > self._count or now < self._held_until:
            return False
        if self._bucket and self._bucket.due(now, wanted) > now:
            return False
        self._reserved = wanted
        return True

    def _forget(self, now: float) -> None:
        starts = self._starts
        period = self._period
        while starts and starts[0] + period <= now:
            starts.popleft()

    def _due(self, now: float, units: int) -> float:
        if units > self._units + self._count or self._over_burst(units):
            return math.inf
        now = max(now, self._held_until)
        due = self._log_due(now, units)
        if self._bucket:
            due = max(due, self._bucket.due(now, self._reserved + units))
        return due

    def _over_burst(self, units: int) -> bool:
        return self._bucket is not None and units > self._units + self._bucket.burst

    def _log_due(self, now: float, units: int) -> float:
        """As if those who hold a token started now, and all before in line as soon as they may."""
        gone = len(self._starts)
        known = gone + self._reserved
        # The start that must be a period old by then, counted from the oldest that is known.
        index = known + units - 1 - self._count
        rounds = max(0, (index - known) // self._count + 1)
        index -= rounds * self._count
        if index < 0:
            base = now
        elif index < gone:
            base = max(now, self._starts[index] + self._period)
        else:
            base = now + self._period
        return base + rounds * self._period
