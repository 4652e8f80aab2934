"""An open breaker lets nothing through before its time, and then at most k undecided probes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import OVER, SLACK, Evidence
from portwright_runtime.policies.breaker import Breaker

NAME = "probes"


def check(evidence: Evidence) -> Iterator[Breach]:
    """Each breaker, by what the wire saw since it opened."""

    def breaker_of(operation: str) -> Hashable | None:
        breaker = evidence.policy(operation).breaker
        if breaker is None:
            return None
        return breaker, operation if breaker.per == "operation" else ""

    for shared, operations in evidence.groups(breaker_of).items():
        if isinstance(shared, tuple) and isinstance(shared[0], Breaker):
            watch = _Watch(shared[0])
            for entry in evidence.log:
                if entry.operation in operations:
                    found = watch.see(entry)
                    if found:
                        yield found
                        break


class _Watch:
    """Follows one breaker through its openings; a probe is whatever is sent while it is open."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._opened: float | None = None
        self._openings = 0
        # The attempts that are out as probes of the present period, and when it began.
        self._probes: set[int] = set()
        self._began = float("-inf")

    def see(self, entry: Entry) -> Breach | None:
        """The next entry; a breach if it shows one."""
        if entry.kind == "state" and entry.stage == "breaker":
            self._turn(entry)
        elif entry.kind == "send" and self._opened is not None:
            return self._probe(entry)
        elif entry.kind in OVER:
            self._probes.discard(entry.call)
        return None

    def _turn(self, entry: Entry) -> None:
        self._probes.clear()
        self._began = float("-inf")
        if entry.what == "open":
            self._openings += 1
            self._opened = entry.at
        elif entry.what == "closed":
            self._opened, self._openings = None, 0

    def _probe(self, entry: Entry) -> Breach | None:
        breaker, opened = self._breaker, self._opened
        least = min(breaker.open_cap, breaker.open_for * 2.0 ** (self._openings - 1))
        if opened is not None and entry.at < opened + least - SLACK:
            text = f"sent {entry.at - opened:.3f} s after the breaker opened for {least:g} s"
            return Breach(NAME, entry.at, text, entry.call)
        if entry.at > self._began + breaker.probe_time:
            # Nobody decided in time: it opened again in silence, and this begins another period.
            self._probes.clear()
            self._began = entry.at
        self._probes.add(entry.call)
        if len(self._probes) > breaker.probes:
            text = f"{len(self._probes)} probes undecided, {breaker.probes} is the most"
            return Breach(NAME, entry.at, text, entry.call)
        return None
