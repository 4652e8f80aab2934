"""When a run was unwell: what recovery is measured by."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, TypeAlias

from portwright.simulate.log import CANCELLED, OK, Entry
from portwright.simulate.script import Faulty, Script
from portwright.simulate.series import Second

Span: TypeAlias = tuple[float, float]
# All is well when it stays so for so many seconds.
STEADY: Final = 3.0
# So many seconds before the first fault say how things stand on a good day.
_BEFORE: Final = 30
# A percentile of few answers is noisy, and sums of floats are not exact.
_NOISE: Final = 1.05


def well_again(
    script: Script,
    fault: Faulty,
    entries: list[Entry],
    series: list[Second],
    open_times: list[Span],
) -> float | None:
    """The moment after a fault from which, for some seconds, nobody failed or was refused, no
    breaker was open, no other fault was on, and the lines and the slowest answers were what they
    had been before the first. None if there was no such moment before the next fault, or the end.
    """
    others = [
        (other.begin, other.end)
        for other in script.faults
        if (other.begin, other.end) != (fault.begin, fault.end)
    ]
    bad = [
        *others,
        *open_times,
        *_failures(entries),
        *_slow_seconds(series, _level(script, series)),
    ]
    latest = min([script.duration, *(begin for begin, _ in others if begin >= fault.end)])
    moment = fault.end
    for begin, end in sorted(bad):
        if end >= moment and begin < moment + STEADY:
            moment = max(moment, end)
    return moment if moment + STEADY <= latest else None


def _failures(entries: list[Entry]) -> Iterator[Span]:
    """Whoever gave up by himself says nothing of the vendor or of us."""
    for entry in entries:
        if entry.kind == "end" and entry.what not in (OK, CANCELLED):
            yield entry.at, entry.at


Level: TypeAlias = tuple[int, float]


def _level(script: Script, series: list[Second]) -> Level:
    """The longest line and the slowest percentile of the last seconds before anything was wrong."""
    first = min(fault.begin for fault in script.faults)
    calm = series[: int(first)][-_BEFORE:]
    lines = max((_line(second) for second in calm), default=0)
    slowest = max((second.percentile(0.99) or 0.0 for second in calm), default=0.0)
    return lines, slowest * _NOISE or math.inf


def _slow_seconds(series: list[Second], level: Level) -> Iterator[Span]:
    lines, slowest = level
    for second in series:
        if _line(second) > lines or (second.percentile(0.99) or 0.0) > slowest:
            yield second.start, second.start + second.length


def _line(second: Second) -> int:
    return max(second.waiting.values(), default=0)
