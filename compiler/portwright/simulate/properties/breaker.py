"""A breaker refuses exactly while it has to be open, says so, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.circuit import OPEN, Circuit, circuits, follow
from portwright.simulate.properties.evidence import OVER, SLACK, Evidence
from portwright_runtime.policies.breaker import Breaker

NAME = "breaker"


def tested(evidence: Evidence) -> bool:
    """Something that a breaker watches was sent."""
    return any(evidence.policy(entry.operation).breaker for entry in evidence.sends)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each breaker, worked out from the wire beside what the runtime did and said."""
    for breaker, operations in circuits(evidence):
        yield from _first(evidence, breaker, operations)


def _first(evidence: Evidence, breaker: Breaker, operations: set[str]) -> Iterator[Breach]:
    circuit = Circuit(breaker)
    told: list[Entry] = []
    for entry in follow(evidence, circuit, operations):
        if entry.kind == "state":
            told.append(entry)
        text = _looked_at(circuit, entry) or _untold(circuit, told, entry)
        if text:
            yield Breach(NAME, entry.at, text, entry.call)
            return
    text = _untold(circuit, told, None)
    if text:
        yield Breach(NAME, circuit.opened, text)


def _looked_at(circuit: Circuit, entry: Entry) -> str:
    at = entry.at
    if entry.kind == "refused" and entry.stage == "breaker" and circuit.has_to_let_through(at):
        return f"refused, where the breaker has to be {circuit.state}"
    waits = entry.kind == "wait" and entry.stage == "retry"
    if waits and circuit.state == OPEN and at + entry.seconds < circuit.break_ends - SLACK:
        return "waits to try again where the breaker will still be open"
    return ""


def _untold(circuit: Circuit, told: list[Entry], now: Entry | None) -> str:
    """Every change is told when it happens; what is half open is told before its probe is sent."""
    due = circuit.changes
    for (at, state), entry in zip(due, told, strict=False):
        if state != entry.what or abs(entry.at - at) > SLACK:
            return f"told to be {entry.what}, where it came to be {state} at {at:.6f} s"
    late = due[len(told) :]
    if late and (now is None or now.at > late[0][0] + SLACK or now.kind in OVER):
        return f"came to be {late[0][1]} at {late[0][0]:.6f} s, and said nothing"
    early = told[len(due) :]
    if early and (now is None or now.kind in ("refused", "end") or now.at > early[0].at + SLACK):
        return f"told to be {early[0].what}, where it has to be {circuit.state}"
    return ""
