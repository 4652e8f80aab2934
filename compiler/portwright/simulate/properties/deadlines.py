"""No wait goes past the deadline, and no call outlives it."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence, History

NAME = "deadline"


def tested(evidence: Evidence) -> bool:
    """Somebody called."""
    return bool(evidence.calls)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every call that arrived."""
    for call in evidence.calls.values():
        if call.first("arrive"):
            yield from _call(evidence, call, call.deadline)


def _call(evidence: Evidence, call: History, deadline: float) -> Iterator[Breach]:
    for wait in call.of("wait"):
        if wait.at + wait.seconds > deadline + SLACK:
            over = wait.at + wait.seconds - deadline
            text = f"waits for {wait.stage} until {over:.3f} s after its deadline"
            yield Breach(NAME, wait.at, text, call.number)
    end = call.end
    if end is None:
        yield Breach(NAME, deadline, "never ended", call.number)
    elif end.at > evidence.excused(deadline) + SLACK:
        text = f"ended {end.at - deadline:.3f} s after its deadline"
        yield Breach(NAME, end.at, text, call.number)
