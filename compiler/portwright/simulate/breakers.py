"""The state of every breaker of a run, as its events and the wire tell it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final

from portwright.simulate.log import Entry
from portwright.simulate.target import Target

CLOSED: Final = "closed"
HALF_OPEN: Final = "half_open"
OPEN: Final = "open"
_WORST: Final = (OPEN, HALF_OPEN, CLOSED)


class Breakers:
    """Follows the log; what is sent through an open breaker is a probe, so it is half open."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._names: dict[str, Hashable] = {}
        self._states: dict[Hashable, str] = {}

    @property
    def worst(self) -> str:
        """The state of the one that lets least through."""
        states: Iterable[str] = self._states.values()
        return min(states, key=_WORST.index, default=CLOSED)

    def see(self, entry: Entry) -> None:
        """The next entry."""
        if entry.kind == "state" and entry.stage == "breaker":
            self._states[self._of(entry.operation)] = entry.what
        elif entry.kind == "send":
            name = self._of(entry.operation)
            if self._states.get(name) == OPEN:
                self._states[name] = HALF_OPEN

    def _of(self, operation: str) -> Hashable:
        if operation not in self._names:
            breaker = self._target.subjects[operation].spec.policy.breaker
            alone = breaker is not None and breaker.per == "operation"
            self._names[operation] = (breaker, operation if alone else "")
        return self._names[operation]
