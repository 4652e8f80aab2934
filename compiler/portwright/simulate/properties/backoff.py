"""Between two attempts lies the backoff, no less and no more; without any, retries are a storm.

And where it has jitter, it is drawn: callers that all wait the same come back all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.simulate.log import CANCELLED, Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence, History
from portwright.simulate.reading import THROTTLE, Reading
from portwright_runtime.policies.policy import Retry

NAME = "backoff"

# So many waits in a row that are the same part of what they may be are no chance.
_TOO_MANY = 8
_SAME = 1e-6
_MOVES = ("wait", "refused", "send", "end")


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait after an attempt, until what the call did next; `least` and `most` as configured.
    It is `drawn` where chance alone decides between them.
    """

    call: int
    begin: float
    end: float
    least: float
    most: float
    drawn: bool

    @property
    def part(self) -> float:
        """What part of that which is left to chance it took."""
        return (self.end - self.begin - self.least) / (self.most - self.least)


def tested(evidence: Evidence) -> bool:
    """Somebody tried again."""
    return any(entry.kind == "wait" and entry.stage == "retry" for entry in evidence.log)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each wait between attempts, then all of them together."""
    same, before = 0, -1.0
    for call in evidence.calls.values():
        for pause in _pauses(evidence, call):
            took = pause.end - pause.begin
            if took < pause.least - SLACK:
                text = f"tried again after {took:.3f} s, {pause.least:.3f} s is the least"
                yield Breach(NAME, pause.end, text, pause.call)
            elif pause.end > evidence.excused(pause.begin + pause.most) + SLACK:
                text = f"tried again after {took:.3f} s, {pause.most:.3f} s is the most"
                yield Breach(NAME, pause.end, text, pause.call)
            if not pause.drawn:
                continue
            same = same + 1 if abs(pause.part - before) < _SAME else 1
            before = pause.part
            if same == _TOO_MANY:
                text = f"{same} times in a row after the same part of the backoff, without jitter"
                yield Breach(NAME, pause.end, text, pause.call)


def longest(retry: Retry, attempt: int, reading: Reading) -> float:
    """The backoff after an attempt, before jitter."""
    base = retry.throttle_base if reading.outcome == THROTTLE else retry.base
    return float(min(retry.cap, base * 2.0 ** min(attempt - 1, 1000)))


def _pauses(evidence: Evidence, call: History) -> Iterator[Pause]:
    retry = evidence.policy(call.operation).retry
    for sent, over, then in call.attempts():
        moves = [entry for entry in then if entry.kind in _MOVES]
        if not moves or moves[0].kind != "wait" or moves[0].stage != "retry":
            continue
        reading = evidence.reading(over)
        full = longest(retry, sent.count, reading)
        least = {"full": 0.0, "equal": full / 2, "none": full}[retry.jitter]
        asked = reading.pause or 0.0
        for entry in moves[1:2]:
            if not _gave_up(entry):
                drawn = least < full and not asked
                times = over.at, entry.at, max(least, asked), max(full, asked)
                yield Pause(call.number, *times, drawn)


def _gave_up(entry: Entry) -> bool:
    return entry.kind == "end" and CANCELLED in entry.what
