"""A quota is never overdrawn: in no period are more than its part started."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.cores import LINES
from portwright.simulate.properties.evidence import SLACK, Evidence
from portwright.simulate.properties.part import part_of
from portwright_runtime.policies.limit import Limit

NAME = "quota"

# A start may count for so much longer than the period: it is forgotten with its neighbours.
_LONGER = 1 + 2 / 60


def tested(evidence: Evidence) -> bool:
    """Something that a quota counts was sent."""
    return bool(evidence.sends) and any(limit.quota for limit in evidence.limits)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each quota, for each group of operations that it counts together."""
    for limit in evidence.limits:
        if limit.quota is not None:
            for operations in evidence.groups_of(limit):
                yield from _counted(evidence, limit, operations)


def allowed(limit: Limit) -> int:
    """What this process may start in a period, with what is left to others taken off."""
    return math.floor(part_of(limit)[0] * (1 - limit.reserve))


def _counted(evidence: Evidence, limit: Limit, operations: set[str]) -> Iterator[Breach]:
    """Until the vendor itself says what is used: from then on our own count does not decide."""
    most, period = allowed(limit), part_of(limit)[1]
    starts: deque[float] = deque()
    # They have their part of it, and wait for something else.
    in_line: set[int] = set()
    alone = sum(one.quota is not None for one in evidence.limits) == 1
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        if entry.kind == "answer" and _says_what_is_used(evidence, limit, entry):
            return
        if entry.kind == "wait" and entry.stage in LINES:
            in_line.add(entry.call)
        elif entry.kind in ("send", "refused", "end"):
            in_line.discard(entry.call)
        while starts and starts[0] + period * _LONGER <= entry.at + SLACK:
            starts.popleft()
        if entry.kind == "send":
            starts.append(entry.at)
            within = sum(at + period > entry.at + SLACK for at in starts)
            if within > most:
                text = f"{within} starts within {period:g} s, {most} is the most"
                yield Breach(NAME, entry.at, text, entry.call)
                return
        elif entry.kind == "refused" and entry.stage == "quota" and alone:
            # Only the first tells: a spent quota is looked at again after a while, not at once.
            alone = False
            if len(starts) + len(in_line) < most:
                text = f"refused after {len(starts)} starts, where {most} are allowed"
                yield Breach(NAME, entry.at, text, entry.call)
                return


def _says_what_is_used(evidence: Evidence, limit: Limit, entry: Entry) -> bool:
    names = {name.lower() for name, _ in entry.headers}
    seen = limit.observe is not None and limit.observe.header.lower() in names
    return seen or evidence.reading(entry).quota
