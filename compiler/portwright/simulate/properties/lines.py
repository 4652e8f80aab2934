"""Nobody waits longer than a line allows, behind more than it has room for, or for nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from portwright.simulate.log import Entry
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.cores import LINES, Core, cores
from portwright.simulate.properties.evidence import OVER, SLACK, Evidence
from portwright.simulate.properties.holds import Holds
from portwright.simulate.properties.order import tested as tested  # noqa: PLC0414

NAME = "lines"


def check(evidence: Evidence) -> Iterator[Breach]:
    """Every wait by itself, then every line as it moves."""
    yield from _waits(evidence)
    yield from _Watch(evidence).watch()


def _waits(evidence: Evidence) -> Iterator[Breach]:
    """From the first word of a wait until the call is seen elsewhere."""
    for call in evidence.calls.values():
        since: Entry | None = None
        for entry in call.of("wait", "send", "refused", "end"):
            if since is not None and (entry.kind, entry.stage) != ("wait", since.stage):
                most = sum(core.wait for core in cores(evidence, call.operation, since.stage))
                if entry.at > evidence.excused(since.at + most) + SLACK:
                    text = f"{entry.at - since.at:.3f} s in line, {most:g} s is the most"
                    yield Breach(NAME, entry.at, f"{text} at the {since.stage}", call.number)
                since = None
            if since is None and entry.kind == "wait" and entry.stage in LINES:
                since = entry


@dataclass(slots=True)
class _Line:
    """Who waits for one core, what it has given out, and the operations that it serves."""

    core: Core
    stage: str
    waiting: dict[int, str] = field(default_factory=dict)
    in_flight: int = 0
    starts: deque[float] = field(default_factory=deque)
    broken: bool = False
    # Until when each of those who wait has any use of it.
    latest: dict[int, float] = field(default_factory=dict)
    # Those that have its token and wait elsewhere.
    reserved: set[int] = field(default_factory=set)

    def free(self, now: float) -> int:
        """What could be given out just before now."""
        if self.stage == "bulkhead":
            return self.core.size - self.in_flight
        while self.starts and self.starts[0] + self.core.period <= now - SLACK:
            self.starts.popleft()
        return self.core.size - len(self.starts) - len(self.reserved)


class _Watch:
    """Follows the lines of cores that are the only one in their stage to all who pass it: where
    there are more, events do not tell which of them somebody waits for.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._holds = Holds(evidence)
        self._of: dict[tuple[str, str], _Line] = {}
        for stage in LINES:
            self._of |= _alone(evidence, stage)
        self._lines = list({line.core.key: line for line in self._of.values()}.values())

    def watch(self) -> Iterator[Breach]:
        """The whole log; of each line the first breach."""
        last = 0.0
        for entry in self._evidence.log:
            if entry.at > last + SLACK:
                for line in self._idle(last, entry.at):
                    call = next(iter(line.waiting))
                    text = f"waits in the line of the {line.stage}, which has room"
                    yield from _once(line, Breach(NAME, last, text, call))
                last = entry.at
            for stage in LINES:
                own = self._of.get((entry.operation, stage))
                text = self._see(own, stage, entry) if own else ""
                if own and text:
                    yield from _once(own, Breach(NAME, entry.at, text, entry.call))
            self._holds.see(entry)

    def _idle(self, last: float, now: float) -> Iterator[_Line]:
        """Lines in which somebody waits while time passes, and could have gone on."""
        if any(slept <= now and woke >= last for slept, woke in self._evidence.suspended):
            return
        for line in self._lines:
            if not line.waiting or line.core.burst:
                continue
            # Whom a hold of its own keeps in this line, lets those behind it pass.
            held = all(
                self._holds.until(operation) > last - SLACK for operation in line.waiting.values()
            )
            if not held and line.free(now) > 0:
                yield line

    def _see(self, line: _Line, stage: str, entry: Entry) -> str:
        """What this entry makes of a line; in words what is wrong with it."""
        here = entry.kind == "wait" and entry.stage == stage
        waited = line.waiting.get(entry.call)
        if here:
            line.waiting[entry.call] = entry.operation
            line.latest.setdefault(entry.call, self._latest(line, entry))
            if len(line.waiting) > line.core.room:
                return _too_many(line, entry.at)
        elif entry.kind in ("wait", "send", "refused", "end"):
            line.waiting.pop(entry.call, None)
            line.latest.pop(entry.call, None)
            line.reserved.discard(entry.call)
            if stage == "limiter" and entry.kind == "wait" and entry.stage == "bulkhead":
                line.reserved.add(entry.call)
        if entry.kind == "send":
            line.in_flight += 1
            line.starts.append(entry.at)
        elif entry.kind in OVER:
            line.in_flight -= 1
        if entry.kind == "refused" and entry.stage == stage and waited is None:
            return self._refused(line, entry)
        return ""

    def _latest(self, line: _Line, entry: Entry) -> float:
        call = self._evidence.calls.get(entry.call)
        most = entry.at + line.core.wait
        return min(most, call.deadline) if call else most

    def _refused(self, line: _Line, entry: Entry) -> str:
        """A limiter may see that the wait would be too long; slots cannot know."""
        waiting, room = len(line.waiting), line.core.room
        if line.stage == "bulkhead" and waiting < room:
            return f"refused, where {waiting} are in a line of {room}"
        held = self._holds.until(entry.operation) > entry.at - SLACK
        if not (waiting or held or line.core.burst) and line.free(entry.at) > 0:
            return f"refused by the {line.stage}, which has room"
        return ""


def _too_many(line: _Line, now: float) -> str:
    """Those whose time passed while the machine slept take no room any more."""
    there = sum(line.latest[call] >= now - SLACK for call in line.waiting)
    if there <= line.core.room:
        return ""
    return f"{there} in line at the {line.stage}, {line.core.room} is the most"


def _once(line: _Line, breach: Breach) -> Iterator[Breach]:
    """What is wrong with a line once is mostly wrong with it from then on."""
    if not line.broken:
        line.broken = True
        yield breach


def _alone(evidence: Evidence, stage: str) -> dict[tuple[str, str], _Line]:
    """The lines that can be followed, by the operations that have no other in the stage."""
    found = {operation: cores(evidence, operation, stage) for operation in evidence.operations}
    mixed = {core.key for several in found.values() if len(several) > 1 for core in several}
    only = {name: several[0] for name, several in found.items() if len(several) == 1}
    made = {core.key: _Line(core, stage) for core in only.values() if core.key not in mixed}
    return {(name, stage): made[core.key] for name, core in only.items() if core.key in made}
