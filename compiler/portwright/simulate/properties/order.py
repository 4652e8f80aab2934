"""First come, first served: nobody starts before somebody who was in line when it came."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.cores import LINES, cores
from portwright.simulate.properties.evidence import SLACK, Evidence
from portwright.simulate.properties.holds import Holds

NAME = "first come, first served"


def tested(evidence: Evidence) -> bool:
    """Somebody stood in line."""
    return any(entry.kind == "wait" and entry.stage in LINES for entry in evidence.log)


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every line that callers stood in."""
    yield from _Lines(evidence).watch()


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody in a line, of no use after `latest`."""

    operation: str
    latest: float


class _Lines:
    """Who stands in which line; a call passes a line when it is seen in a later one or sent."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._holds = Holds(evidence)
        # Each line: who is in it, in order.
        self._waiting: dict[Hashable, dict[int, _Place]] = {}
        # The lines that the present attempt of a call has passed.
        self._passed: dict[int, int] = {}
        self._known: dict[tuple[str, str], Hashable] = {}

    def watch(self) -> Iterator[Breach]:
        """The whole log."""
        for entry in self._evidence.log:
            if entry.kind == "wait" and entry.stage in LINES:
                number = LINES.index(entry.stage)
                yield from self._pass(entry, number)
                self._line(entry.operation, entry.stage).setdefault(entry.call, self._place(entry))
            elif entry.kind == "send":
                yield from self._pass(entry, len(LINES))
                self._passed.pop(entry.call, None)
            elif entry.kind in ("refused", "end"):
                self._leave(entry)
            self._holds.see(entry)

    def _pass(self, entry: Entry, until: int) -> Iterator[Breach]:
        for number in range(self._passed.get(entry.call, 0), until):
            line = self._line(entry.operation, LINES[number])
            first = next(self._ahead(line, entry, number), None)
            if first is not None:
                text = f"passed call {first} in the line of the {LINES[number]}"
                yield Breach(NAME, entry.at, text, entry.call)
            line.pop(entry.call, None)
        self._passed[entry.call] = max(until, self._passed.get(entry.call, 0))

    def _ahead(self, line: dict[int, _Place], entry: Entry, number: int) -> Iterator[int]:
        """Those before the call in its line, or all if it is not in it, that could have gone."""
        for call in takewhile(lambda call: call != entry.call, line):
            place = line[call]
            # Its time may have passed while the machine slept: nobody waits for such a one. And in
            # a later line, what a vendor's Retry-After holds lets those behind it pass.
            is_held = number > 0 and self._holds.until(place.operation) > entry.at - SLACK
            if place.latest >= entry.at - SLACK and not is_held:
                yield call

    def _place(self, entry: Entry) -> _Place:
        most = sum(core.wait for core in cores(self._evidence, entry.operation, entry.stage))
        deadline = self._evidence.calls[entry.call].deadline
        return _Place(entry.operation, min(deadline, entry.at + most))

    def _leave(self, entry: Entry) -> None:
        for stage in LINES:
            self._line(entry.operation, stage).pop(entry.call, None)
        self._passed.pop(entry.call, None)

    def _line(self, operation: str, stage: str) -> dict[int, _Place]:
        known = (operation, stage)
        if known not in self._known:
            self._known[known] = self._line_of(operation, stage)
        return self._waiting.setdefault(self._known[known], {})

    def _line_of(self, operation: str, stage: str) -> Hashable:
        """Events name the stage, not the core: where there are several, only the calls of one
        operation are sure to stand in the same lines.
        """
        found = cores(self._evidence, operation, stage)
        return (stage, found[0].key if len(found) == 1 else operation)
