"""OutcomeUnknown exactly where the truth is unknown: an answer was lost, and none came after it."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.log import CANCELLED, UNKNOWN, Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence, History
from portwright_runtime.policies.safety import is_write

NAME = "outcome unknown"

# Answers that say nothing of an attempt before them: not let in, not served, or not now.
_SILENT = frozenset({401, 403, 408, 429})


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every call that ended, by what came over the wire."""
    for call in evidence.calls.values():
        end = call.end
        if end is None or end.what == CANCELLED:
            continue
        unknown = is_write(evidence.spec(call.operation).safety) and _is_open(call)
        if unknown and end.what != UNKNOWN:
            text = f"{end.what}, where an answer was lost and nobody knows"
            yield Breach(NAME, end.at, text, call.number)
        elif not unknown and end.what == UNKNOWN:
            yield Breach(NAME, end.at, "OutcomeUnknown of what is known", call.number)
        elif unknown:
            yield from _same_key(call, end)


def _is_open(call: History) -> bool:
    lost = False
    for entry in call.of("lost", "answer"):
        if entry.kind == "lost":
            lost = True
        elif entry.count not in _SILENT and entry.count < 500:
            lost = False
    return lost


def _same_key(call: History, end: Entry) -> Iterator[Breach]:
    """The caller gets the key under which to ask again."""
    first = call.first("send")
    # A key in the path is a part of what stands there.
    if first and end.key and end.key not in first.key:
        yield Breach(NAME, end.at, "OutcomeUnknown with another key", call.number)
    elif first and first.key and not end.key:
        yield Breach(NAME, end.at, "OutcomeUnknown without its key", call.number)
