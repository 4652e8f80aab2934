"""How each fault went: when it was seen, what was sent in it, and when all was well again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from portwright.simulate.breakers import CLOSED, OPEN, Breakers
from portwright.simulate.log import Entry
from portwright.simulate.run import Run
from portwright.simulate.script import Faulty
from portwright.simulate.series import Second, of_script
from portwright.simulate.wellness import well_again


@dataclass(frozen=True, slots=True)
class Episode:
    """Faults of one time; in seconds after they began (`detected`) or ended (the others).

    `detected` is when a breaker opened, `recovered` when all was well again and stayed so (see
    `wellness`). `asked` is when the first probe after the fault was sent, `probe_interval` how long
    the breaker had been open by then, `closed` when all breakers were closed again. None: that did
    not happen, or not before the next fault began.
    """

    faults: tuple[Faulty, ...]
    offered: int
    sent: int
    detected: float | None
    asked: float | None
    closed: float | None
    recovered: float | None
    probe_interval: float | None

    @property
    def sent_per_call(self) -> float | None:
        """Sent for each call that came while it lasted."""
        return self.sent / self.offered if self.offered else None

    @property
    def in_one_probe(self) -> bool | None:
        """Whether the first probes after the fault closed the breaker, and were sent before it had
        stood open for longer after the fault than in it; None without a probe.
        """
        if self.asked is None or self.probe_interval is None:
            return None
        return self.closed is not None and self.asked <= self.probe_interval


def episodes(run: Run, series: list[Second]) -> list[Episode]:
    """Every time in which something was wrong, in the order of the script."""
    times: dict[tuple[float, float], list[Faulty]] = {}
    for fault in run.script.faults:
        times.setdefault((fault.begin, fault.end), []).append(fault)
    return [_episode(run, series, tuple(faults)) for faults in times.values()]


@dataclass(frozen=True, slots=True)
class _Turn:
    """The worst state of all breakers changed, by an entry."""

    at: float
    before: str
    after: str


def _episode(run: Run, series: list[Second], faults: tuple[Faulty, ...]) -> Episode:
    fault = faults[0]
    entries = of_script(run)
    during = [entry for entry in entries if fault.begin <= entry.at < fault.end]
    turns = list(_turns(run, entries))
    opened = [turn.at for turn in turns if turn.after == OPEN]
    detected = next((at - fault.begin for at in opened if fault.begin <= at < fault.end), None)
    nexts = [other.begin for other in run.script.faults if other.begin >= fault.end]
    until = min(nexts, default=math.inf)
    asked, interval, closed = _first_probe(turns, fault.end, until)
    well = well_again(run.script, fault, entries, series, list(_open_times(turns)))
    return Episode(
        faults=faults,
        offered=sum(entry.kind == "arrive" for entry in during),
        sent=sum(entry.kind == "send" for entry in during),
        detected=detected,
        asked=asked,
        closed=closed,
        recovered=None if well is None else well - fault.end,
        probe_interval=interval,
    )


def _turns(run: Run, entries: list[Entry]) -> Iterator[_Turn]:
    breakers = Breakers(run.target)
    for entry in entries:
        before = breakers.worst
        breakers.see(entry)
        if breakers.worst != before or (entry.kind == "state" and entry.what == OPEN):
            yield _Turn(entry.at, before, breakers.worst)


def _first_probe(
    turns: list[_Turn], end: float, until: float
) -> tuple[float | None, float | None, float | None]:
    """When the first probe after a fault was sent and how long the breaker was open by then; and
    when it closed upon that, all before the next fault.
    """
    opened: float | None = None
    for number, turn in enumerate(turns):
        if turn.at >= until:
            break
        if turn.after == OPEN:
            opened = turn.at
        elif opened is not None and turn.before == OPEN and turn.at >= end:
            then = turns[number + 1 : number + 2]
            closed = next((one.at - end for one in then if one.after == CLOSED), None)
            return turn.at - end, turn.at - opened, closed
    return None, None, None


def _open_times(turns: list[_Turn]) -> Iterator[tuple[float, float]]:
    """From an opening until all breakers are closed."""
    since: float | None = None
    for turn in turns:
        if turn.after == CLOSED and since is not None:
            yield since, turn.at
            since = None
        elif turn.after != CLOSED and since is None:
            since = turn.at
    if since is not None:
        yield since, math.inf
