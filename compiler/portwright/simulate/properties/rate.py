"""A limit of N per T holds in every window of T, wherever it begins."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence
from portwright.simulate.properties.part import part_of
from portwright_runtime.policies.limit import Limit

NAME = "rate"


def tested(evidence: Evidence) -> bool:
    """Something was sent that a rate counts."""
    return bool(evidence.sends) and any(limit.rate for limit in evidence.limits)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each rate, for each group of operations that it counts together."""
    for limit in evidence.limits:
        if limit.rate is None:
            continue
        for operations in evidence.groups_of(limit):
            sends = [entry for entry in evidence.sends if entry.operation in operations]
            yield from _windows(sends, limit)
            if limit.burst:
                yield from _burst(sends, limit, limit.burst)


def _windows(sends: list[Entry], limit: Limit) -> Iterator[Breach]:
    count, period = part_of(limit)
    window: deque[float] = deque()
    for entry in sends:
        while window and window[0] + period <= entry.at + SLACK:
            window.popleft()
        window.append(entry.at)
        if len(window) > count:
            text = f"{len(window)} starts within {period:g} s, {count} is the most"
            yield Breach(NAME, entry.at, text, entry.call)
            return


def _burst(sends: list[Entry], limit: Limit, burst: int) -> Iterator[Breach]:
    """In any closed window of w seconds at most burst + rate * w."""
    count, period = part_of(limit)
    rate = count / period
    lowest = float("inf")
    for number, entry in enumerate(sends):
        level = number - rate * entry.at
        lowest = min(lowest, level)
        if level + 1 - lowest > burst + SLACK * rate:
            text = f"{level + 1 - lowest:.6g} starts over the rate at once, burst is {burst}"
            yield Breach(NAME, entry.at, text, entry.call)
            return
