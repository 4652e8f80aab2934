"""What the policies do when a vendor fails, on the simulator's virtual clock, and what that costs.

Two runs under the runtime's defaults and one without a breaker, each with several seeds:

- 60 s of healthy traffic at 50 calls/s, then 60 s of total outage: at most 0.15 sent per call in
  the outage, and recovery seen by the first probe after it;
- a keyed write under 100,000 random faults: never applied twice.

Exit 1 when a limit is missed or a property does not hold.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.report import machine_line, parser, table, write_json
from portwright.simulate.log import UNKNOWN
from portwright.simulate.moments import Episode
from portwright.simulate.report import Report
from portwright.simulate.run import simulate
from portwright.simulate.script import Arriving, Behaviour, FaultKind, Faulty, Script
from portwright.simulate.target import Subject, Target
from portwright_runtime import Answer, Keyed, OperationSpec, Policy, Read, Retry, Timeout

FAULTS = 100_000
MOST_SENT = 0.15
_HEALTHY = _OUTAGE = 60.0
# What meets the requests of the long run; each of its requests is met by some fault or by none.
_MISCHIEF: tuple[tuple[FaultKind, str, bool, float], ...] = (
    ("error", "500", True, 0.07),
    ("error", "503", False, 0.07),
    ("reset", "before", False, 0.07),
    ("reset", "after", True, 0.09),
    ("hang", "after", True, 0.05),
    ("hang", "before", False, 0.05),
    ("throttle", "seconds", False, 0.08),
    ("garble", "truncated", True, 0.04),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: its figures by name, what it cost, and the properties that do not hold."""

    figures: Mapping[str, float]
    cpu: float
    broken: tuple[str, ...]


def target(policy: Policy) -> Target:
    """A read and a keyed write under one policy."""
    answers = (Answer("200", object),)
    read: OperationSpec[Any] = OperationSpec(
        name="read", method="GET", path="/read", policy=policy, safety=Read(), answers=answers
    )
    write: OperationSpec[Any] = OperationSpec(
        name="write",
        method="POST",
        path="/write",
        policy=policy,
        safety=Keyed(header="Idempotency-Key"),
        answers=answers,
        body="json",
    )
    subjects = {spec.name: Subject(spec, body=b"{}") for spec in (read, write)}
    return Target("defaults", subjects)


def outage(seed: int) -> Measured:
    """Healthy, then nothing at all, then healthy until the longest break is over."""
    end = _HEALTHY + _OUTAGE
    script = Script(
        title="total outage",
        duration=end + 60.0,
        arrivals=(_arriving(50.0, end + 60.0, {"read": 0.7, "write": 0.3}),),
        faults=(Faulty(kind="outage", what="refused", begin=_HEALTHY, end=end),),
    )
    report, cpu = _timed(target(Policy()), script, seed)
    episode = report.episodes[0]
    figures = {
        "sent per call in the outage": episode.sent_per_call or 0.0,
        "seconds until the breaker opened": _or_never(episode.detected),
        "seconds until the first probe after it": _or_never(episode.asked),
        "open by then": _or_never(episode.probe_interval),
        "seconds until well again": _or_never(episode.recovered),
        "well by the first probe": float(_by_the_first_probe(episode)),
        "calls": report.whole.offered,
    }
    return Measured(figures, cpu, _broken(report))


def _by_the_first_probe(episode: Episode) -> bool:
    return bool(episode.in_one_probe)


def writes(seed: int, faults: int = FAULTS) -> Measured:
    """As many faults as asked for, each met by an attempt of a keyed write."""
    # Nothing that would keep an attempt from being made: that would be the easy way to be safe.
    policy = Policy(
        deadline=20.0,
        timeout=Timeout(connect=2.0, attempt=4.0),
        retry=Retry(attempts=5, budget=None),
        breaker=None,
        bulkhead=None,
    )
    # 100 calls a second, of which each meets more than 0.6 faults.
    seconds = max(1.0, faults / 60.0)
    mischief = tuple(
        Faulty(kind=kind, what=what, processed=done, share=part, begin=0.0, end=seconds * 2)
        for kind, what, done, part in _MISCHIEF
    )
    gives_up = Faulty(kind="cancel", seconds=3.0, share=0.05, begin=0.0, end=seconds * 2)
    script = Script(
        title="random faults",
        duration=seconds,
        arrivals=(_arriving(100.0, seconds, {"write": 1.0}),),
        faults=(*mischief, gives_up),
        vendor=Behaviour(median=0.1, p99=2.0),
    )
    report, cpu = _timed(target(policy), script, seed)
    return Measured(_writes_figures(report), cpu, _broken(report))


def _writes_figures(report: Report) -> dict[str, float]:
    log = report.run.log
    per_call: dict[int, int] = {}
    for entry in log:
        if entry.kind == "applied":
            per_call[entry.call] = per_call.get(entry.call, 0) + 1
    met = sum(
        entry.kind in ("lost", "unsent")
        or (entry.kind == "answer" and entry.count >= 400)
        or (entry.kind == "attempt" and entry.what == "unreadable")
        for entry in log
    )
    return {
        "calls": report.whole.offered,
        "attempts": report.whole.sent,
        "faults met": met,
        "writes applied": report.counted["applied"],
        "recognised by their key": report.counted["replayed"],
        "applied twice": sum(count > 1 for count in per_call.values()),
        "OutcomeUnknown": sum(e.kind == "end" and e.what == UNKNOWN for e in log),
        "wrongly known or unknown": len(report.verdict.breaches["outcome unknown"]),
    }


def _arriving(rate: float, end: float, shares: Mapping[str, float]) -> Arriving:
    return Arriving(kind="poisson", count=rate, seconds=1.0, begin=0.0, end=end, shares=shares)


def _timed(of: Target, script: Script, seed: int) -> tuple[Report, float]:
    started = time.process_time()
    report = Report(simulate(of, script, seed))
    _ = report.verdict
    return report, time.process_time() - started


def _broken(report: Report) -> tuple[str, ...]:
    return tuple(name for name, found in report.verdict.breaches.items() if found)


def _or_never(seconds: float | None) -> float:
    return float("inf") if seconds is None else seconds


def missed(outages: list[Measured], many: list[Measured], faults: int) -> list[str]:
    """The limits that were missed, in words."""
    told = [f"a property does not hold: {name}" for one in (*outages, *many) for name in one.broken]
    if any(one.figures["sent per call in the outage"] > MOST_SENT for one in outages):
        told.append(f"more than {MOST_SENT} sent per call in the outage")
    if not all(one.figures["well by the first probe"] for one in outages):
        told.append("the first probe after the outage did not see that it is over")
    if any(one.figures["applied twice"] for one in many):
        told.append("a write was applied twice")
    if any(one.figures["faults met"] < faults for one in many):
        told.append(f"fewer than {faults} faults were met")
    return told


def main() -> int:
    """Print both tables; 1 when a limit is missed."""
    options: ArgumentParser = parser(__doc__, 5)
    options.add_argument("--faults", type=int, default=FAULTS, help="for each run of the writes")
    given = options.parse_args()
    outages = [outage(seed) for seed in range(given.runs)]
    many = [writes(seed, given.faults) for seed in range(given.runs)]
    _show("60 s healthy, 60 s of outage, 60 s", outages)
    _show(f"keyed writes, {given.faults} faults", many)
    print(f"Medians of {given.runs} runs with seeds of their own; {machine_line()}.")
    told = missed(outages, many, given.faults)
    for line in told:
        print(f"MISSED: {line}")
    write_json(given.json, "simulate", {"outage": _plain(outages), "writes": _plain(many)})
    return 1 if told else 0


def _show(head: str, runs: list[Measured]) -> None:
    named: dict[str, Callable[[Measured], float]] = {
        name: lambda one, name=name: one.figures[name]  # type: ignore[misc]
        for name in runs[0].figures
    }
    named["CPU s, checks included"] = lambda one: one.cpu
    rows = [_row(name, [figure(one) for one in runs]) for name, figure in named.items()]
    print(table((head, "median", "least", "most"), rows) + "\n")


def _row(name: str, values: list[float]) -> list[str]:
    return [name, *(f"{value:.6g}" for value in (median(values), min(values), max(values)))]


def _plain(runs: list[Measured]) -> list[dict[str, Any]]:
    return [{**one.figures, "cpu": one.cpu, "broken": list(one.broken)} for one in runs]


if __name__ == "__main__":
    sys.exit(main())
