"""Counts of the last outcomes: by time, or so many of them."""

import math
from collections import deque
from typing import Final, Protocol

_BUCKETS: Final = 10
_NONE: Final = -(2**62)


class Window(Protocol):
    """Outcomes that count; `calls`, `failed` and `slow` are of those that are in the window."""

    calls: int
    failed: int
    slow: int

    def add(self, now: float, failed: bool, slow: bool) -> None:
        """One more outcome."""
        ...

    def clear(self) -> None:
        """Forget all."""
        ...


class TimeWindow:
    """The outcomes of the last `seconds`, in ten buckets aligned to multiples of a tenth.

    A bucket leaves as a whole when its start is `seconds` old. A clock that goes back counts in
    the newest bucket.
    """

    __slots__ = ("_bucket", "_buckets", "_index", "_next", "_width", "calls", "failed", "slow")

    def __init__(self, seconds: float) -> None:
        self._width = seconds / _BUCKETS
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self.calls = self.failed = self.slow = 0
        self._index = _NONE
        self._next = -math.inf
        self._buckets = [[0, 0, 0] for _ in range(_BUCKETS)]
        self._bucket = self._buckets[0]

    def add(self, now: float, failed: bool, slow: bool) -> None:
        """One more outcome."""
        if now >= self._next:
            self._advance(int(now // self._width))
        bucket = self._bucket
        bucket[0] += 1
        self.calls += 1
        if failed:
            bucket[1] += 1
            self.failed += 1
        if slow:
            bucket[2] += 1
            self.slow += 1

    def _advance(self, index: int) -> None:
        for passed in range(max(self._index, index - _BUCKETS) + 1, index + 1):
            bucket = self._buckets[passed % _BUCKETS]
            self.calls -= bucket[0]
            self.failed -= bucket[1]
            self.slow -= bucket[2]
            bucket[:] = (0, 0, 0)
        self._index = index
        self._bucket = self._buckets[index % _BUCKETS]
        self._next = (index + 1) * self._width


class CountWindow:
    """The last `size` outcomes, whenever they were."""

    __slots__ = ("_last", "_size", "calls", "failed", "slow")

    def __init__(self, size: int) -> None:
        self._size = size
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self.calls = self.failed = self.slow = 0
        self._last: deque[tuple[bool, bool]] = deque()

    def add(self, now: float, failed: bool, slow: bool) -> None:
        """One more outcome."""
        if self.calls == self._size:
            old_failed, old_slow = self._last.popleft()
            self.failed -= old_failed
            self.slow -= old_slow
        else:
            self.calls += 1
        self._last.append((failed, slow))
        self.failed += failed
        self.slow += slow
