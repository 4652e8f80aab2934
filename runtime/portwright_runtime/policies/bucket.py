"""The token bucket, as the moment at which it is full again."""

import math
from typing import Final

# Of an interval: what a start may be early by.
_ROUNDING: Final = 1e-6


class TokenBucket:
    """Lets at most `burst` + `rate` · w starts into any closed window of w seconds; starts full.

    `reserved` tokens are promised to callers that have not started: they stay in the bucket until
    they do, so that a bucket with promised tokens does not fill up beside them.
    """

    __slots__ = ("_burst", "_full_at", "_interval")

    def __init__(self, rate: float, burst: int) -> None:
        self._interval = 1.0 / rate
        self._burst = burst
        self._full_at = -math.inf

    @property
    def burst(self) -> int:
        """The most that may start at once."""
        return self._burst

    def due(self, now: float, wanted: int) -> float:
        """When so many tokens, those that are reserved among them, may have left."""
        base = max(self._full_at, now)
        due = base + (wanted - self._burst) * self._interval
        # What is added up piece by piece and taken off at once differs in the last digits.
        return now if due - now < _ROUNDING * self._interval else due

    def take(self, now: float, cost: int) -> None:
        """Tokens leave: their caller starts."""
        self._full_at = max(self._full_at, now) + cost * self._interval
