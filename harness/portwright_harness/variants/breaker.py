"""Where a breaker must stand after what attempts met: the policy counted over again."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from portwright_harness.manifest_policies import BreakerEntry, BudgetEntry

CLOSED, OPEN, HALF_OPEN = "closed", "open", "half_open"
# Windows of time are counted in tenths, which leave as a whole.
_TENTHS = 10
_UNIT = 1_000_000


@dataclass(slots=True)
class BreakerModel:
    """The state by the policy alone; attempts come one after the other, by the virtual clock."""

    entry: BreakerEntry
    state: str = CLOSED
    until: float = math.inf
    _openings: int = 0
    _seen: list[tuple[float, bool, bool]] = field(default_factory=list)

    def blocks(self, now: float) -> bool:
        """Whether an attempt at that moment must be refused."""
        return self.state == OPEN and now < self.until

    def begins(self, now: float) -> None:
        """An attempt is sent; the first after the pause is a probe."""
        if self.state == OPEN:
            self._enter(HALF_OPEN, now + self.entry.probe_time)

    def ends(self, now: float, bad: bool | None, seconds: float) -> None:
        """What became of it; None says nothing about the vendor."""
        if bad is None:
            return
        slow = self.entry.slow_after is not None and seconds > self.entry.slow_after
        if self.state == HALF_OPEN and now > self.until:
            self._open(now)
            return
        self._seen.append((now, bad, slow))
        if self.state == CLOSED:
            self._judge_window(now)
        elif self.state == HALF_OPEN:
            self._judge_probes(now)

    def _judge_window(self, now: float) -> None:
        counted = self._in_window(now)
        if len(counted) >= self.entry.min_calls and self._is_bad(counted, len(counted)):
            self._open(now)

    def _judge_probes(self, now: float) -> None:
        """As soon as the probes to come cannot change the result."""
        probes = self.entry.probes
        to_come = [(now, True, True)] * (probes - len(self._seen))
        if self._is_bad(self._seen, probes):
            self._open(now)
        elif not self._is_bad([*self._seen, *to_come], probes):
            self._openings = 0
            self._enter(CLOSED, math.inf)

    def _is_bad(self, counted: list[tuple[float, bool, bool]], of: int) -> bool:
        failed = sum(one[1] for one in counted)
        slow = sum(one[2] for one in counted)
        rate = self.entry.slow_rate
        return failed / of >= self.entry.failure_rate or (rate is not None and slow / of >= rate)

    def _in_window(self, now: float) -> list[tuple[float, bool, bool]]:
        if self.entry.window_calls is not None:
            return self._seen[-self.entry.window_calls :]
        tenth = self.entry.window / _TENTHS
        return [one for one in self._seen if one[0] // tenth > now // tenth - _TENTHS]

    def _open(self, now: float) -> None:
        longer = self.entry.open_for * 2.0**self._openings
        self._openings += 1
        self._enter(OPEN, now + min(self.entry.open_cap, longer))

    def _enter(self, state: str, until: float) -> None:
        self.state, self.until = state, until
        self._seen = []


@dataclass(slots=True)
class BudgetModel:
    """What is left for retries, counted in whole millionths."""

    entry: BudgetEntry
    left: int = -1

    def __post_init__(self) -> None:
        self.left = self.entry.cap * _UNIT

    def deposit(self) -> None:
        """A call begins."""
        self.left = min(self.entry.cap * _UNIT, self.left + round(self.entry.ratio * _UNIT))

    @property
    def empty(self) -> bool:
        """Whether no retry is paid for."""
        return self.left < _UNIT

    def take(self) -> None:
        """A retry was sent."""
        self.left -= _UNIT
