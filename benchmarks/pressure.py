"""The policies under real threads, tasks and cancels, against a vendor that often fails.

- 8 threads for 30 s, then 200 tasks for 30 s, through one client each, with failures, retries,
  breaker openings and probes: at the vendor, never more than 5 + 10 · w requests in any window of
  w seconds, nor more than 10 in any second; first come, first served; nobody is left behind;
- cancels at random points, during token renewals too: no token, slot or permit lost or doubled.

Exit 1 when something of this does not hold.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from benchmarks.pressure_cancels import cancels
from benchmarks.pressure_runs import Ran, tasks, threads
from benchmarks.report import machine_line, table, write_json

# A retry is behind everybody else in line: it must be its turn before a breaker opens again.
_SPELL = 320
THREADS, TASKS, SECONDS, CANCELS = 8, 200, 30.0, 100_000


def options() -> ArgumentParser:
    """What can be said on the command line."""
    made = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--seconds", type=float, default=SECONDS, help="of threads, and of tasks")
    made.add_argument("--cancels", type=int, default=CANCELS, help="how many; 0 is none")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    return made


def main() -> int:
    """Run everything, show the figures, and say what does not hold."""
    given = options().parse_args()
    ran: dict[str, Ran] = {}
    if given.seconds:
        ran[f"{THREADS} threads"] = threads(THREADS, given.seconds)
        ran[f"{TASKS} tasks"] = tasks(TASKS, given.seconds, spell=_SPELL)
    if given.cancels:
        ran["cancels"] = cancels(given.cancels)
    for name, one in ran.items():
        print(table((name, ""), _rows(one.figures)), end="\n\n")
    broken = [f"{name}: {what}" for name, one in ran.items() for what in one.broken]
    print(*(broken or ["everything holds"]), sep="\n")
    print(machine_line())
    write_json(
        given.json,
        "pressure",
        {name: {"figures": one.figures, "broken": one.broken} for name, one in ran.items()},
    )
    return 1 if broken else 0


def _rows(figures: Mapping[str, float]) -> list[tuple[str, str]]:
    return [(name, f"{value:,.6g}") for name, value in figures.items()]


if __name__ == "__main__":
    sys.exit(main())
