"""Until when a vendor wants the callers behind a limit to leave it alone."""

from __future__ import annotations

from typing import Final

from portwright.simulate.log import Entry
from portwright.simulate.properties.cores import Core, rates
from portwright.simulate.properties.evidence import Evidence

# A vendor that names a time far off is believed for so long at a time (seconds).
LONGEST: Final = 60.0
_NEVER: Final = float("-inf")


class Holds:
    """Follows the log; what holds is the narrowest rate limit that the call had passed."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._until: dict[object, float] = {}
        self._narrowest: dict[str, Core | None] = {}

    def see(self, entry: Entry) -> None:
        """The next entry."""
        if entry.kind != "answer":
            return
        seconds = self._evidence.reading(entry).hold
        core = self._core(entry.operation)
        if seconds and core:
            until = entry.at + min(seconds, LONGEST)
            self._until[core.key] = max(until, self.until(entry.operation))

    def until(self, operation: str) -> float:
        """Before that moment none of its calls may start."""
        core = self._core(operation)
        return self._until.get(core.key, _NEVER) if core else _NEVER

    def _core(self, operation: str) -> Core | None:
        if operation not in self._narrowest:
            self._narrowest[operation] = next(iter(rates(self._evidence, operation)), None)
        return self._narrowest[operation]
