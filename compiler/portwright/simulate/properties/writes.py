"""A caller's write is applied at most once, and what a call says of it is true."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.effects import writes
from portwright.simulate.log import CANCELLED, OK, UNKNOWN
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence, History
from portwright.simulate.reading import SUCCESS
from portwright_runtime.policies.safety import Idempotent

NAME = "writes"

# Ends that leave open what the vendor did: it failed in the middle, or its answer was unreadable.
_OPEN = frozenset({UNKNOWN, CANCELLED, "Unavailable", "DecodeFailed", "UnexpectedAnswer"})


def tested(evidence: Evidence) -> bool:
    """A write was carried out."""
    return any(entry.kind == "applied" for entry in evidence.log)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every call of an operation that writes, by the vendor's own books."""
    for call in evidence.calls.values():
        safety = evidence.spec(call.operation).safety
        if not writes(safety):
            continue
        if not isinstance(safety, Idempotent):
            yield from _once(call)
        yield from _true(evidence, call)


def _once(call: History) -> Iterator[Breach]:
    for entry in list(call.of("applied"))[1:]:
        yield Breach(NAME, entry.at, "a write applied twice", call.number)


def _true(evidence: Evidence, call: History) -> Iterator[Breach]:
    end = call.end
    if end is None or end.what in _OPEN:
        return
    applied = call.first("applied")
    if end.what == OK and applied is None:
        yield Breach(NAME, end.at, "a success of a write that was never applied", call.number)
    elif end.what != OK and applied is not None and not _misled(evidence, call):
        text = f"{end.what} of a write that was applied"
        yield Breach(NAME, end.at, text, call.number)


def _misled(evidence: Evidence, call: History) -> bool:
    """A vendor that applied a write and answered that it failed misleads whoever believes it."""
    return any(evidence.reading(entry).outcome != SUCCESS for entry in call.of("answer"))
