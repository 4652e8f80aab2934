"""What our policies cost on the success path, beside other libraries' in the same run.

Each subject is a process of its own, the libraries in virtual environments of their own under
.cache/; they take turns, batch by batch. CPU time of a call with the policy less that of the same
call without.

The limit is for the policies with decoding: missed, the exit code is 1. The whole typed call, its
URL and header fields made too, stands under the same figure, and its verdict beside it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import IO

from benchmarks import policy_ours, policy_peers
from benchmarks.environments import programs_with
from benchmarks.measure import ROOT, progress
from benchmarks.policy_ours import ALL, DECODED, TYPED
from benchmarks.policy_subject import Subject
from benchmarks.report import machine_line, parser, table, write_json

MODES = ("sync", "async")
LIMITS = {"sync": 8.0, "async": 20.0}
_CALLS = 2000


@dataclass(slots=True)
class Measured:
    """One subject in one mode; µs of each batch, what it takes without the policy off."""

    subject: Subject
    mode: str
    ours: bool
    costs: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.costs)

    @property
    def limit(self) -> float | None:
        return LIMITS[self.mode] if self.subject.name in (DECODED, TYPED) else None

    @property
    def ok(self) -> bool:
        return self.limit is None or self.median <= self.limit


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 30).parse_args(arguments)
    made = [*_subjects(policy_ours.SUBJECTS, True), *_subjects(policy_peers.SUBJECTS, False)]
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(one)) for one in made]
        for number in range(options.runs + 1):
            for one, (asked, told) in zip(made, workers, strict=True):
                cost = _batch(asked, told)
                if number:
                    one.costs.append(cost)
    head = ("µs a call", "what", "sync", "x", "async", "x", "limit", "")
    print(table(head, [_row(made, subject) for subject in _ordered(made)]))
    print(
        f"\nWhat the call takes without is taken off. `x`: as a multiple of `{ALL}`. CPU time, "
        f"medians of {options.runs} batches\nof {_CALLS} calls; {machine_line()}."
    )
    write_json(options.json, "policies", {"unit": "us", "subjects": _records(made)})
    return 0 if all(one.ok for one in made if one.subject.name == DECODED) else 1


def _subjects(subjects: tuple[Subject, ...], ours: bool) -> list[Measured]:
    return [
        Measured(subject, mode, ours)
        for subject in subjects
        for mode in MODES
        if subject.makes(mode)
    ]


@contextmanager
def _worker(one: Measured) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that times a batch whenever it is asked; it ends when nobody can ask."""
    progress(f"{one.subject.name} {one.mode}")
    python = programs_with(one.subject.requirements) / "python"
    module = policy_ours.__name__ if one.ours else policy_peers.__name__
    command = [str(python), "-m", "benchmarks.policy_worker", module, one.subject.name, one.mode]
    with subprocess.Popen(
        [*command, str(_CALLS)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise SystemExit("no pipe to the worker")
        yield process.stdin, process.stdout


def _batch(asked: IO[str], told: IO[str]) -> float:
    asked.write("go\n")
    asked.flush()
    line = told.readline()
    if not line:
        raise SystemExit("a worker ended")
    guarded, bare = map(float, line.split())
    return guarded - bare


def _ordered(made: Sequence[Measured]) -> list[Subject]:
    return list({one.subject.name: one.subject for one in made}.values())


def _row(made: Sequence[Measured], subject: Subject) -> tuple[str, ...]:
    cells: list[str] = []
    limits: list[str] = []
    verdicts: list[str] = []
    for mode in MODES:
        one = _find(made, subject.name, mode)
        cells += _cells(one, _find(made, ALL, mode))
        if one and one.limit:
            limits.append(f"{one.limit:g}")
            verdicts.append("ok" if one.ok else "over")
    return (subject.name, subject.kind, *cells, " / ".join(limits), " / ".join(verdicts))


def _cells(one: Measured | None, base: Measured | None) -> tuple[str, str]:
    if one is None or base is None:
        return "-", "-"
    return f"{one.median:.2f}", f"{one.median / base.median:.2f}"


def _find(made: Sequence[Measured], name: str, mode: str) -> Measured | None:
    return next((one for one in made if one.subject.name == name and one.mode == mode), None)


def _records(made: Sequence[Measured]) -> list[dict[str, object]]:
    return [
        {
            "subject": one.subject.name,
            "what": one.subject.kind,
            "requirements": list(one.subject.requirements),
            "mode": one.mode,
            "ours": one.ours,
            "batches": [round(cost, 3) for cost in one.costs],
            "median": round(one.median, 3),
            "ratio": _ratio(made, one),
            "limit": one.limit,
            "ok": one.ok,
        }
        for one in made
    ]


def _ratio(made: Sequence[Measured], one: Measured) -> float | None:
    base = _find(made, ALL, one.mode)
    return round(one.median / base.median, 3) if base else None


if __name__ == "__main__":
    sys.exit(main())
