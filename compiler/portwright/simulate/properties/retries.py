"""A failure is followed by another attempt exactly where it may be and there is budget for it."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.backoff import longest
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import OVER, SLACK, Evidence, History
from portwright.simulate.reading import LEFT, SUCCESS, Reading
from portwright_runtime.policies.budget import Budget
from portwright_runtime.policies.safety import Unsafe

NAME = "retries"

# Counted in whole millionths: ten deposits of 0.1 make one retry, which floats do not promise.
_UNIT = 1_000_000


def tested(evidence: Evidence) -> bool:
    """An attempt failed."""
    return any(
        evidence.reading(entry).outcome not in (SUCCESS, LEFT.outcome)
        for entry in evidence.log
        if entry.kind in OVER
    )


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every failed attempt, with what its budget held in that moment."""
    levels = _levels(evidence)
    for call in evidence.calls.values():
        for sent, over, then in call.attempts():
            reading = evidence.reading(over)
            if reading.outcome in (SUCCESS, LEFT.outcome):
                continue
            again = next((one for one in then if _is_again(one)), None)
            why_not = _why_not(evidence, call, sent, over, reading)
            if again and why_not:
                text = f"attempt {sent.count} is repeated, {why_not}"
                yield Breach(NAME, again.at, text, call.number)
            elif not (again or why_not or _may_stop(evidence, call, sent, over, levels)):
                text = f"attempt {sent.count} is not repeated, and nothing is in the way"
                yield Breach(NAME, over.at, text, call.number)


def _is_again(entry: Entry) -> bool:
    """It was decided to try again: somebody waits for it, or it was decided and then refused."""
    return entry.kind in ("send", "refused") or (entry.kind == "wait" and entry.stage == "retry")


def _why_not(evidence: Evidence, call: History, sent: Entry, over: Entry, reading: Reading) -> str:
    """What forbids another attempt; "" if nothing does."""
    retry = evidence.policy(call.operation).retry
    if not reading.again:
        return f"and {reading.outcome} is not worth it"
    processed = over.kind == "lost" or (over.kind == "answer" and over.count != 429)
    if processed and isinstance(evidence.spec(call.operation).safety, Unsafe):
        return "and it may have been carried out"
    if sent.count >= retry.attempts:
        return f"and {retry.attempts} is the most"
    if (reading.pause or 0.0) > retry.retry_after_cap:
        return f"and {reading.pause:.6g} s are more than it waits"
    return ""


def _may_stop(
    evidence: Evidence, call: History, sent: Entry, over: Entry, levels: dict[int, int]
) -> bool:
    """The wait would pass the deadline, at the longest, or nothing was left to pay with."""
    reading = evidence.reading(over)
    full = longest(evidence.policy(call.operation).retry, sent.count, reading)
    too_late = over.at + max(full, reading.pause or 0.0) >= call.deadline - SLACK
    return too_late or levels.get(id(over), _UNIT) < _UNIT


def _levels(evidence: Evidence) -> dict[int, int]:
    """What each budget held when an attempt ended, in millionths of a retry."""
    found: dict[int, int] = {}
    groups = evidence.groups(lambda name: evidence.policy(name).retry.budget)
    for budget, operations in groups.items():
        if isinstance(budget, Budget):
            _follow(evidence, budget, operations, found)
    return found


def _follow(
    evidence: Evidence, budget: Budget, operations: set[str], found: dict[int, int]
) -> None:
    cap, step = budget.cap * _UNIT, round(budget.ratio * _UNIT)
    level = cap
    paid: set[int] = set()
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        if entry.kind == "arrive":
            level = min(cap, level + step)
        elif entry.kind == "wait" and entry.stage == "retry":
            level -= _UNIT
            paid.add(entry.call)
        elif entry.kind == "send":
            paid.discard(entry.call)
        elif entry.kind == "end" and entry.call in paid:
            # Paid for and never sent: given back.
            level = min(cap, level + _UNIT)
        elif entry.kind in OVER:
            found[id(entry)] = level
