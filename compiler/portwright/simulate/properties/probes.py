"""An open breaker lets nothing through before its time, and then at most k undecided probes."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.circuit import HALF_OPEN, OPEN, Circuit, circuits, follow
from portwright.simulate.properties.evidence import Evidence
from portwright_runtime.policies.breaker import Breaker

NAME = "probes"


def tested(evidence: Evidence) -> bool:
    """A breaker had to open."""
    return any(_opens(evidence, *each) for each in circuits(evidence))


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each breaker, by what was sent while it had to be open."""
    for breaker, operations in circuits(evidence):
        yield from _first(evidence, breaker, operations)


def _first(evidence: Evidence, breaker: Breaker, operations: set[str]) -> Iterator[Breach]:
    circuit = Circuit(breaker)
    for entry in follow(evidence, circuit, operations):
        if entry.kind == "send" and not circuit.lets_through(entry.at):
            yield Breach(NAME, entry.at, _text(circuit, breaker, entry), entry.call)
            return


def _text(circuit: Circuit, breaker: Breaker, entry: Entry) -> str:
    if circuit.state == HALF_OPEN and circuit.probes >= breaker.probes:
        return f"{circuit.probes + 1} probes undecided, {breaker.probes} is the most"
    if circuit.state == OPEN:
        least = circuit.break_ends - circuit.opened
        since = entry.at - circuit.opened
        return f"sent {since:.3f} s after the breaker opened for {least:g} s"
    return f"sent when the probes had not decided in {breaker.probe_time:g} s"


def _opens(evidence: Evidence, breaker: Breaker, operations: set[str]) -> bool:
    circuit = Circuit(breaker)
    for _ in follow(evidence, circuit, operations):
        if circuit.changes:
            return True
    return bool(circuit.changes)
