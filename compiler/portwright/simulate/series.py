"""A run second by second: what was offered, sent and answered, and how the policies stood."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from portwright.simulate.breakers import CLOSED, HALF_OPEN, Breakers
from portwright.simulate.log import OK, Entry
from portwright.simulate.properties.evidence import OVER
from portwright.simulate.run import Run

LINES: Final = ("limiter", "bulkhead")
# Ends that the events of a refusal count by their stage.
LOCAL: Final = frozenset({"CircuitOpen", "BulkheadFull", "LimitReached"})


@dataclass(slots=True)
class Second:
    """What happened from second `start` for `length` seconds; queues and flight at their worst."""

    start: int
    length: int = 1
    offered: int = 0
    sent: int = 0
    ok: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    breaker: str = CLOSED
    waiting: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def amplification(self) -> float | None:
        """Sent for each call that came; None when none did."""
        return self.sent / self.offered if self.offered else None

    def percentile(self, part: float) -> float | None:
        """Of the successes that came back, in seconds; None without one."""
        return percentile(self.latencies, part)


def percentile(values: list[float], part: float) -> float | None:
    """The value that `part` of the values do not exceed (nearest rank)."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def of_script(run: Run) -> list[Entry]:
    """The entries until the last call of the script was over."""
    drained = next(n for n, entry in enumerate(run.log) if entry.kind == "drained")
    return run.log[:drained]


def seconds_of(run: Run) -> list[Second]:
    """Every second of the run, those without an event too."""
    entries = of_script(run)
    last = max(run.script.duration, entries[-1].at if entries else 0.0)
    series = [Second(number) for number in range(math.ceil(last))]
    standing = _Standing(run)
    at = 0
    for entry in entries:
        now = min(int(entry.at), len(series) - 1)
        while at <= now:
            # What stood when the second began is the least that it saw.
            standing.show(series[at])
            at += 1
        _count(series[now], entry)
        standing.see(entry)
        standing.show(series[now])
    for second in series[at:]:
        standing.show(second)
    return series


def _count(second: Second, entry: Entry) -> None:
    if entry.kind == "arrive":
        second.offered += 1
    elif entry.kind == "send":
        second.sent += 1
    elif entry.kind == "refused":
        second.refused[entry.stage] += 1
    elif entry.kind == "end" and entry.what == OK:
        second.ok += 1
        second.latencies.append(entry.seconds)
    elif entry.kind == "end" and entry.what not in LOCAL:
        second.failed[entry.what] += 1


class _Standing:
    """How lines, flight and breakers stand at a moment."""

    def __init__(self, run: Run) -> None:
        self._breakers = Breakers(run.target)
        self._lines: dict[str, set[int]] = {name: set() for name in LINES}
        self._in_flight = 0

    def see(self, entry: Entry) -> None:
        """The next entry."""
        self._breakers.see(entry)
        if entry.kind == "wait" and entry.stage in LINES:
            self._leave(entry.call)
            self._lines[entry.stage].add(entry.call)
        elif entry.kind in ("send", "refused", "end"):
            self._leave(entry.call)
        if entry.kind == "send":
            self._in_flight += 1
        elif entry.kind in OVER:
            self._in_flight -= 1

    def show(self, second: Second) -> None:
        """Note it in a second, where it is worse than what stands there."""
        second.in_flight = max(second.in_flight, self._in_flight)
        if second.breaker != HALF_OPEN:
            # A probe may take a part of a second only, and is worth seeing.
            second.breaker = self._breakers.worst
        for name, line in self._lines.items():
            second.waiting[name] = max(second.waiting[name], len(line))

    def _leave(self, call: int) -> None:
        for line in self._lines.values():
            line.discard(call)


def gathered(series: list[Second], rows: int) -> list[Second]:
    """The same in at most so many rows, each of as many seconds."""
    length = max(1, math.ceil(len(series) / rows))
    return [_together(series[at : at + length]) for at in range(0, len(series), length)]


def _together(part: list[Second]) -> Second:
    whole = Second(part[0].start, len(part), breaker=part[-1].breaker)
    for second in part:
        whole.offered += second.offered
        whole.sent += second.sent
        whole.ok += second.ok
        whole.failed += second.failed
        whole.refused += second.refused
        whole.waiting |= second.waiting
        whole.in_flight = max(whole.in_flight, second.in_flight)
        whole.latencies += second.latencies
    return whole


def total(series: Iterable[Second]) -> Second:
    """The whole run as one."""
    return _together(list(series) or [Second(0)])
