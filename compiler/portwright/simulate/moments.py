"""How each fault went: when it was seen, what was sent in it, and when all was well again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.simulate.breakers import CLOSED, OPEN, Breakers
from portwright.simulate.log import Entry
from portwright.simulate.run import Run
from portwright.simulate.script import Faulty
from portwright.simulate.series import Second, of_script


@dataclass(frozen=True, slots=True)
class Episode:
    """Faults of one time; in seconds after they began (`detected`) or ended (the others).

    `detected` is when a breaker opened. `recovered` is when all breakers were closed again; where
    none had opened, when the first second began in which all went well. `asked` is when the first
    probe after the fault was sent, `probe_interval` how long the breaker had been open by then.
    None: that did not happen.
    """

    faults: tuple[Faulty, ...]
    offered: int
    sent: int
    detected: float | None
    asked: float | None
    recovered: float | None
    probe_interval: float | None

    @property
    def sent_per_call(self) -> float | None:
        """Sent for each call that came while it lasted."""
        return self.sent / self.offered if self.offered else None

    @property
    def in_one_probe(self) -> bool | None:
        """Whether the first probe after the fault saw that it is over; None without a probe."""
        if self.asked is None or self.probe_interval is None:
            return None
        return self.recovered is not None and self.asked <= self.probe_interval


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
    asked, interval = _first_probe(turns, fault.end)
    return Episode(
        faults=faults,
        offered=sum(entry.kind == "arrive" for entry in during),
        sent=sum(entry.kind == "send" for entry in during),
        detected=detected,
        asked=asked,
        recovered=_recovered(turns, series, fault.end),
        probe_interval=interval,
    )


def _turns(run: Run, entries: list[Entry]) -> Iterator[_Turn]:
    breakers = Breakers(run.target)
    for entry in entries:
        before = breakers.worst
        breakers.see(entry)
        if breakers.worst != before or (entry.kind == "state" and entry.what == OPEN):
            yield _Turn(entry.at, before, breakers.worst)


def _first_probe(turns: list[_Turn], end: float) -> tuple[float | None, float | None]:
    opened: float | None = None
    for turn in turns:
        if turn.after == OPEN:
            opened = turn.at
        elif opened is not None and turn.before == OPEN and turn.at >= end:
            return turn.at - end, turn.at - opened
    return None, None


def _recovered(turns: list[_Turn], series: list[Second], end: float) -> float | None:
    before = [turn.after for turn in turns if turn.at < end]
    if before and before[-1] != CLOSED:
        closed = (turn.at for turn in turns if turn.at >= end and turn.after == CLOSED)
        return next((at - end for at in closed), None)
    well = (one.start for one in series if one.start >= end and _is_well(one))
    return next((start - end for start in well), None)


def _is_well(second: Second) -> bool:
    return second.ok > 0 and not second.failed and not second.refused
