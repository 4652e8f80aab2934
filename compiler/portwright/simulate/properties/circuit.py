"""A breaker worked out anew from what was on the wire, as its configuration says it behaves."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from portwright.simulate.log import Entry
from portwright.simulate.properties.evidence import OVER, SLACK, Evidence
from portwright.simulate.reading import Reading
from portwright_runtime.policies.breaker import Breaker

CLOSED: Final = "closed"
OPEN: Final = "open"
HALF_OPEN: Final = "half_open"
_BUCKETS: Final = 10
_FOREVER: Final = float("inf")


class Window:
    """The outcomes that count, oldest first: those of ten buckets of time, or so many."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._width = breaker.window / _BUCKETS
        self._kept: deque[tuple[int, bool, bool]] = deque()
        self._failed = self._slow = 0

    def add(self, at: float, failed: bool, slow: bool) -> None:
        """One more; a bucket leaves as a whole when its start is as old as the window."""
        bucket = int(at // self._width)
        kept, most = self._kept, self._breaker.window_calls
        kept.append((bucket, failed, slow))
        self._failed += failed
        self._slow += slow
        while (len(kept) > most) if most else (kept[0][0] <= bucket - _BUCKETS):
            _, old_failed, old_slow = kept.popleft()
            self._failed -= old_failed
            self._slow -= old_slow

    @property
    def has_bad(self) -> bool:
        """Whether any of them was a failure or slow."""
        return bool(self._failed or self._slow)

    @property
    def is_bad(self) -> bool:
        """Whether it is time to open."""
        breaker, calls = self._breaker, len(self._kept)
        if calls < breaker.min_calls:
            return False
        return self._failed / calls >= breaker.failure_rate or (
            breaker.slow_rate is not None and self._slow / calls >= breaker.slow_rate
        )


class Circuit:
    """Where a breaker has to stand. `changes` are the states that it came to, and when."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self.state = CLOSED
        self.openings = 0
        self.changes: list[tuple[float, str]] = []
        self._until = _FOREVER
        self._period = 0
        # The attempts that are out, by their calls: when they were sent, and in which period.
        self._out: dict[int, tuple[float, int]] = {}
        self._enter(0.0, CLOSED, _FOREVER)

    @property
    def opened(self) -> float:
        """When it came to the state that it is in."""
        return self.changes[-1][0] if self.changes else 0.0

    @property
    def break_ends(self) -> float:
        """When an open one lets a probe through."""
        return self._until

    @property
    def probes(self) -> int:
        """Those that are out, or were and counted."""
        return self._permits

    def lets_through(self, at: float) -> bool:
        """Whether a call may be sent now; what floats are off by is forgiven."""
        if self.state == HALF_OPEN:
            return self._has_permits and at <= self._until
        return self.state == CLOSED or at >= self._until - SLACK

    def has_to_let_through(self, at: float) -> bool:
        """Whether a call may not be refused now; here the forgiveness goes the other way."""
        if self.state == HALF_OPEN:
            return self._has_permits and at <= self._until - SLACK
        return self.state == CLOSED or at >= self._until + SLACK

    @property
    def is_calm(self) -> bool:
        """Whether it is closed and remembers nothing bad."""
        return self.state == CLOSED and not self._window.has_bad

    def send(self, entry: Entry) -> None:
        """An attempt is sent: a probe, unless the breaker is closed."""
        self.pass_time(entry.at)
        if self.state == OPEN:
            self._enter(entry.at, HALF_OPEN, entry.at + self._breaker.probe_time)
        self._permits += self.state == HALF_OPEN
        self._out[entry.call] = entry.at, self._period

    def end(self, entry: Entry, reading: Reading) -> None:
        """An attempt is over; it counts in the period that it was sent in, and only there."""
        sent, period = self._out.pop(entry.call, (entry.at, -1))
        if reading.bad is None:
            self._permits -= period == self._period and self.state == HALF_OPEN
            return
        self.pass_time(entry.at)
        if period != self._period:
            return
        after = self._breaker.slow_after
        slow = after is not None and entry.at - sent > after
        if self.state == HALF_OPEN:
            self._judge(entry.at, reading.bad, slow)
        else:
            self._window.add(entry.at, reading.bad, slow)
            # After a success too: an old one may have left that kept the rate down.
            if self._window.is_bad:
                self._open(entry.at)

    def pass_time(self, at: float) -> None:
        """Somebody looks: probes that took too long say as much as failed ones."""
        if self.state == HALF_OPEN and at > self._until:
            self._open(at)

    @property
    def _has_permits(self) -> bool:
        return self._permits < self._breaker.probes

    def _judge(self, at: float, failed: bool, slow: bool) -> None:
        """Decided as soon as the probes that are still to come cannot change it."""
        self._back.append((failed, slow))
        probes = self._breaker.probes
        missing = probes - len(self._back)
        rates = (self._breaker.failure_rate, self._breaker.slow_rate)
        counted = [
            (sum(one[n] for one in self._back), rate)
            for n, rate in enumerate(rates)
            if rate is not None
        ]
        if any(bad / probes >= rate for bad, rate in counted):
            self._open(at)
        elif all((bad + missing) / probes < rate for bad, rate in counted):
            self.openings = 0
            self._enter(at, CLOSED, _FOREVER)

    def _open(self, at: float) -> None:
        longer = self._breaker.open_for * 2.0 ** min(self.openings, 1000)
        self.openings += 1
        self._enter(at, OPEN, at + min(self._breaker.open_cap, longer))

    def _enter(self, at: float, state: str, until: float) -> None:
        if state != self.state:
            self.changes.append((at, state))
        self.state = state
        self._until = until
        self._period += 1
        self._permits = 0
        self._back: list[tuple[bool, bool]] = []
        self._window = Window(self._breaker)


def circuits(evidence: Evidence) -> Iterator[tuple[Breaker, set[str]]]:
    """Each breaker, and the operations that share it."""

    def breaker_of(operation: str) -> tuple[Breaker, str] | None:
        breaker = evidence.policy(operation).breaker
        return (breaker, evidence.counted_by(breaker.per, operation)) if breaker else None

    for shared, operations in evidence.groups(breaker_of).items():
        yield shared[0], operations  # type: ignore[index]


def follow(
    evidence: Evidence,
    circuit: Circuit,
    operations: set[str],
    entries: Iterable[Entry] | None = None,
) -> Iterator[Entry]:
    """Its entries, each before the breaker has seen it; of the whole log, or those given."""
    for entry in evidence.log if entries is None else entries:
        if entry.operation not in operations:
            continue
        if entry.stage == "breaker":
            # Refused by it, or told of it: somebody looked.
            circuit.pass_time(entry.at)
        yield entry
        if entry.kind == "send":
            circuit.send(entry)
        elif entry.kind in OVER:
            circuit.end(entry, evidence.reading(entry))
