"""OutcomeUnknown exactly where the truth is unknown: an answer was lost, and none came after it."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.effects import writes
from portwright.simulate.log import CANCELLED, UNKNOWN, Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence, History
from portwright.simulate.reading import SUCCESS, UNREADABLE
from portwright_runtime.policies.safety import Idempotent

NAME = "outcome unknown"

# Outcomes that say nothing of an attempt before them: not let in, not served, not now, or in
# conflict with something, which may be that very attempt.
_SILENT = frozenset(
    {"retry", "throttle", "unavailable", "unexpected"}
    | {"auth_failed", "reauth", "forbidden", "conflict"}
)
# The same by the status, whatever a rule calls the answer.
_SILENT_STATUS = frozenset({401, 403, 408, 409, 412, 429})
# What is not there may have been taken away by the attempt before, where no key tells.
_GONE = frozenset({404, 410})


def tested(evidence: Evidence) -> bool:
    """The answer to a write was lost."""
    return any(
        entry.kind == "lost"
        and entry.what != CANCELLED
        and writes(evidence.spec(entry.operation).safety)
        for entry in evidence.log
    )


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every call that ended, by what came over the wire."""
    for call in evidence.calls.values():
        end = call.end
        if end is None or end.what == CANCELLED:
            continue
        unknown = writes(evidence.spec(call.operation).safety) and _is_open(evidence, call)
        if unknown and end.what != UNKNOWN:
            text = f"{end.what}, where an answer was lost and nobody knows"
            yield Breach(NAME, end.at, text, call.number)
        elif not unknown and end.what == UNKNOWN:
            yield Breach(NAME, end.at, "OutcomeUnknown of what is known", call.number)
        elif unknown:
            yield from _same_key(call, end)


def _is_open(evidence: Evidence, call: History) -> bool:
    lost = False
    for entry in call.of("lost", "answer"):
        if entry.kind == "lost":
            lost = True
        elif not _is_silent(evidence, entry):
            lost = False
    return lost


def _is_silent(evidence: Evidence, answer: Entry) -> bool:
    outcome, status = evidence.reading(answer).outcome, answer.count
    if outcome in (SUCCESS, UNREADABLE):
        return False
    if status in _GONE and isinstance(evidence.spec(answer.operation).safety, Idempotent):
        return True
    return outcome in _SILENT or status in _SILENT_STATUS or not 200 <= status < 500


def _same_key(call: History, end: Entry) -> Iterator[Breach]:
    """The caller gets the key under which to ask again."""
    first = call.first("send")
    # A key in the path is a part of what stands there.
    if first and end.key and end.key not in first.key:
        yield Breach(NAME, end.at, "OutcomeUnknown with another key", call.number)
    elif first and first.key and not end.key:
        yield Breach(NAME, end.at, "OutcomeUnknown without its key", call.number)
