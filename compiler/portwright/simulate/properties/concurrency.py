"""No more calls are in flight than there are slots: none is given out twice."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.cores import Core, slots
from portwright.simulate.properties.evidence import OVER, Evidence

NAME = "concurrency"


def tested(evidence: Evidence) -> bool:
    """Something with slots was sent."""
    return any(slots(evidence, entry.operation) for entry in evidence.sends)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each bulkhead and each limit of calls at once."""
    found: dict[Core, set[str]] = {}
    for operation in evidence.operations:
        for core in slots(evidence, operation):
            found.setdefault(core, set()).add(operation)
    for core, operations in found.items():
        yield from _in_flight(evidence, operations, core)


def _in_flight(evidence: Evidence, operations: set[str], core: Core) -> Iterator[Breach]:
    open_ones = 0
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        if entry.kind == "send":
            open_ones += 1
            if open_ones > core.size:
                text = f"{open_ones} in flight, the {core.key[0]} has {core.size} slots"
                yield Breach(NAME, entry.at, text, entry.call)
                return
        elif entry.kind in OVER:
            open_ones -= 1
