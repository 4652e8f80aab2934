"""An attempt may take its timeout or what is left of the call, whichever is less, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence, History

NAME = "attempt timeout"


def tested(evidence: Evidence) -> bool:
    """Something was sent."""
    return bool(evidence.sends)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every attempt: what it was given, and what it took."""
    for call in evidence.calls.values():
        for sent, over, _ in call.attempts():
            yield from _attempt(evidence, call, sent, over)


def _attempt(evidence: Evidence, call: History, sent: Entry, over: Entry) -> Iterator[Breach]:
    timeout = evidence.policy(call.operation).timeout
    most = min(timeout.attempt, call.deadline - sent.at)
    if abs(sent.seconds - most) > SLACK:
        text = f"attempt {sent.count} was given {sent.seconds:.3f} s, {most:.3f} s is its time"
        yield Breach(NAME, sent.at, text, call.number)
    if over.kind == "unsent":
        most = min(most, timeout.connect)
    if over.at > evidence.excused(sent.at + most) + SLACK:
        text = f"attempt {sent.count} took {over.at - sent.at:.3f} s, {most:.3f} s is the most"
        yield Breach(NAME, over.at, text, call.number)
