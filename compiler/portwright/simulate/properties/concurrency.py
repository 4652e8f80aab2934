"""No more calls are in flight than there are slots: none is given out twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import OVER, Evidence
from portwright_runtime.policies.bulkhead import Bulkhead

NAME = "concurrency"


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each bulkhead and each limit of calls at once."""

    def bulkhead_of(operation: str) -> Hashable | None:
        bulkhead = evidence.policy(operation).bulkhead
        if bulkhead is None:
            return None
        return bulkhead, operation if bulkhead.per == "operation" else ""

    for shared, operations in evidence.groups(bulkhead_of).items():
        if isinstance(shared, tuple) and isinstance(shared[0], Bulkhead):
            yield from _in_flight(evidence, operations, shared[0].concurrent, "bulkhead")
    for limit in evidence.limits:
        if limit.concurrent:
            size = max(1, limit.concurrent * limit.share[0] // limit.share[1])
            for operations in evidence.groups_of(limit):
                yield from _in_flight(evidence, operations, size, "limit")


def _in_flight(evidence: Evidence, operations: set[str], size: int, what: str) -> Iterator[Breach]:
    open_ones = 0
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        if entry.kind == "send":
            open_ones += 1
            if open_ones > size:
                text = f"{open_ones} in flight, the {what} has {size} slots"
                yield Breach(NAME, entry.at, text, entry.call)
                return
        elif entry.kind in OVER:
            open_ones -= 1
