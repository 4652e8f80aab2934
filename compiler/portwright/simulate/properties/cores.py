"""What stands in the way of an operation's calls: rates and slots, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portwright.simulate.properties.evidence import Evidence
from portwright.simulate.properties.part import part_of, slots_of
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.scope import Param

# The lines in the order in which a call passes them.
LINES: Final = ("limiter", "bulkhead")
_WIDTH: Final = {"operation": 1, "connection": 2, "app": 3}


@dataclass(frozen=True, slots=True)
class Core:
    """`key` begins with what it is and tells it from others; calls with the same one share it.

    `size` are its slots, or the starts in each `period`; at most `room` wait, each for `wait`.
    """

    key: tuple[str, object, str]
    size: int
    room: int
    wait: float
    period: float = 0.0
    burst: int | None = None


def rates(evidence: Evidence, operation: str) -> list[Core]:
    """From narrow to wide, as calls pass them."""
    numbered = [(number, limit) for number, limit in enumerate(evidence.limits) if limit.rate]
    return [
        _of_rate(evidence, operation, number, limit)
        for number, limit in sorted(numbered, key=lambda item: (_width(item[1]), item[0]))
    ]


def slots(evidence: Evidence, operation: str) -> list[Core]:
    """Limits of calls at once, and the bulkhead."""
    return list(_slots(evidence, operation))


def cores(evidence: Evidence, operation: str, line: str) -> list[Core]:
    """Those that a call in this line may be waiting for."""
    return rates(evidence, operation) if line == "limiter" else slots(evidence, operation)


def _of_rate(evidence: Evidence, operation: str, number: int, limit: Limit) -> Core:
    count, period = part_of(limit)
    key = ("limiter", number, evidence.counted_by(limit.per, operation))
    return Core(key, count, limit.queue.max, limit.queue.wait, period, limit.burst)


def _slots(evidence: Evidence, operation: str) -> Iterator[Core]:
    for number, limit in enumerate(evidence.limits):
        if limit.concurrent:
            key = ("limit", number, evidence.counted_by(limit.per, operation))
            yield Core(key, slots_of(limit), limit.queue.max, limit.queue.wait)
    bulkhead = evidence.policy(operation).bulkhead
    if bulkhead:
        whose = ("bulkhead", bulkhead, evidence.counted_by(bulkhead.per, operation))
        yield Core(whose, bulkhead.concurrent, bulkhead.queue, bulkhead.wait)


def _width(limit: Limit) -> int:
    return 0 if isinstance(limit.per, Param) else _WIDTH[limit.per]
