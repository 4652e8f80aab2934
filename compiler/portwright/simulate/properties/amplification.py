"""Retries are paid for: under a total outage, sent <= calls * (1 + ratio) + cap."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import SLACK, Evidence
from portwright_runtime.policies.budget import Budget

NAME = "amplification"


def tested(evidence: Evidence) -> bool:
    """Somebody sent more than once."""
    return any(entry.count > 1 for entry in evidence.sends)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Of the calls that share a budget, at every moment and in every stretch of time."""

    def budget_of(operation: str) -> Hashable | None:
        return evidence.policy(operation).retry.budget

    for budget, operations in evidence.groups(budget_of).items():
        if isinstance(budget, Budget):
            yield from _sent(evidence, budget, operations)
            yield from _decided(evidence, budget, operations)
    yield from _attempts(evidence)


def _sent(evidence: Evidence, budget: Budget, operations: set[str]) -> Iterator[Breach]:
    calls = sent = 0
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        calls += entry.kind == "arrive"
        sent += entry.kind == "send"
        most = calls * (1 + budget.ratio) + budget.cap
        if entry.kind == "send" and sent > most + SLACK:
            text = f"{sent} sent for {calls} calls, {most:g} is the most"
            yield Breach(NAME, entry.at, text, entry.call)
            return


def _decided(evidence: Evidence, budget: Budget, operations: set[str]) -> Iterator[Breach]:
    """In any stretch, what is paid is at most `cap` over what came in."""
    over = 0.0
    paid: set[int] = set()
    for entry in evidence.log:
        if entry.operation not in operations:
            continue
        if entry.kind == "started":
            over = max(0.0, over - budget.ratio)
        elif entry.kind == "send":
            paid.discard(entry.call)
        elif entry.kind == "end" and entry.call in paid:
            # Paid for and never sent: given back.
            over = max(0.0, over - 1)
        elif entry.kind == "wait" and entry.stage == "retry":
            paid.add(entry.call)
            over += 1
            if over > budget.cap + SLACK:
                text = f"{over:.6g} retries over what calls paid, cap {budget.cap}"
                yield Breach(NAME, entry.at, text, entry.call)
                return


def _attempts(evidence: Evidence) -> Iterator[Breach]:
    for call in evidence.calls.values():
        most = evidence.policy(call.operation).retry.attempts
        for entry in call.of("send"):
            if entry.count > most:
                text = f"attempt {entry.count} of a call that may have {most}"
                yield Breach(NAME, entry.at, text, call.number)
