"""Who is told when to come again does not come before, nor does anybody behind the same limit."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence, History
from portwright.simulate.properties.holds import Holds

NAME = "retry-after"


def tested(evidence: Evidence) -> bool:
    """Some answer named a time."""
    readings = (evidence.reading(entry) for entry in evidence.log if entry.kind == "answer")
    return any(reading.pause or reading.spent for reading in readings)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each call by itself, then all behind a limit that is held."""
    for call in evidence.calls.values():
        yield from _call(evidence, call)
    yield from _held(evidence)


def _call(evidence: Evidence, call: History) -> Iterator[Breach]:
    for _, over, then in call.attempts():
        pause = evidence.reading(over).pause
        if not pause or not then or then[-1].kind != "send":
            continue
        early = over.at + pause - then[-1].at
        if early > SLACK:
            text = f"sent again {early:.3f} s before the {pause:.6g} s asked for were over"
            yield Breach(NAME, then[-1].at, text, call.number)


def _held(evidence: Evidence) -> Iterator[Breach]:
    holds = Holds(evidence)
    for entry in evidence.log:
        if entry.kind == "send":
            early = holds.until(entry.operation) - entry.at
            if early > SLACK:
                text = f"sent {early:.3f} s before the limit is let go that a 429 holds"
                yield Breach(NAME, entry.at, text, entry.call)
                return
        holds.see(entry)
