"""First come, first served: nobody starts before somebody who was in line when it came."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence
from portwright_runtime.policies.scope import Scope

NAME = "first come, first served"

# The lines in the order in which a call passes them.
_LINES: Final = ("limiter", "bulkhead")


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every line that callers stood in."""
    yield from _Lines(evidence).watch()


class _Lines:
    """Who stands in which line; a call passes a line when it is seen in a later one or sent."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._waiting: dict[Hashable, dict[int, None]] = {}
        # The lines that the present attempt of a call has passed.
        self._passed: dict[int, int] = {}
        self._known: dict[tuple[str, str], Hashable] = {}

    def watch(self) -> Iterator[Breach]:
        """The whole log."""
        for entry in self._evidence.log:
            if entry.kind == "wait" and entry.stage in _LINES:
                number = _LINES.index(entry.stage)
                yield from self._pass(entry, number)
                self._line(entry.operation, entry.stage).setdefault(entry.call)
            elif entry.kind == "send":
                yield from self._pass(entry, len(_LINES))
                self._passed.pop(entry.call, None)
            elif entry.kind in ("refused", "end"):
                self._leave(entry)

    def _pass(self, entry: Entry, until: int) -> Iterator[Breach]:
        for number in range(self._passed.get(entry.call, 0), until):
            line = self._line(entry.operation, _LINES[number])
            first = next(iter(line), None)
            if first is not None and first != entry.call:
                text = f"passed call {first} in the line of the {_LINES[number]}"
                yield Breach(NAME, entry.at, text, entry.call)
            line.pop(entry.call, None)
        self._passed[entry.call] = max(until, self._passed.get(entry.call, 0))

    def _leave(self, entry: Entry) -> None:
        for stage in _LINES:
            self._line(entry.operation, stage).pop(entry.call, None)
        self._passed.pop(entry.call, None)

    def _line(self, operation: str, stage: str) -> dict[int, None]:
        known = (operation, stage)
        if known not in self._known:
            self._known[known] = self._line_of(operation, stage)
        return self._waiting.setdefault(self._known[known], {})

    def _line_of(self, operation: str, stage: str) -> Hashable:
        """Events name the stage, not the core: where there are several, only the calls of one
        operation are sure to stand in the same lines.
        """
        limits = self._evidence.limits
        scopes: list[tuple[Hashable, Scope]] = [
            (number, limit.per)
            for number, limit in enumerate(limits)
            if (limit.rate if stage == "limiter" else limit.concurrent)
        ]
        bulkhead = self._evidence.policy(operation).bulkhead
        if stage == "bulkhead" and bulkhead:
            scopes.append((bulkhead, bulkhead.per))
        if len(scopes) == 1 and scopes[0][1] != "operation":
            return stage, scopes[0][0]
        return stage, operation
