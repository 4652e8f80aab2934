"""What compiling specs/stripe costs, and what comes of it, against the limits that must hold.

Exit 1 when a limit is missed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, count_lines, must, program, progress, run
from benchmarks.report import machine_line, parser, table, write_json

SPEC = "specs/stripe"
PACKAGE = "generated.stripe"
_ERROR = re.compile(r": error:")

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured in every run. `limit` is the most that is allowed."""

    name: str
    unit: str
    values: Sequence[float]
    limit: float | None = None

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def ok(self) -> bool | None:
        return None if self.limit is None else self.median <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        limit = "" if self.limit is None else f"{self.limit:g}"
        spread = f"{self._text(min(self.values))}-{self._text(max(self.values))}"
        verdict = {None: "", True: "ok", False: "MISSED"}[self.ok]
        return (self.name, self._text(self.median), spread, self.unit, limit, verdict)

    def _text(self, value: float) -> str:
        return f"{value:.2f}" if self.unit == "s" else f"{value:.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 5).parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        figures = list(measure(Path(place), options.runs))
    head = ("specs/stripe", "median", "spread", "unit", "limit", "")
    print(table(head, [figure.cells for figure in figures]))
    print(f"\nMedians of {options.runs} runs; {machine_line()}.")
    rows = [{**asdict(figure), "median": figure.median, "ok": figure.ok} for figure in figures]
    write_json(options.json, "compile", {"figures": rows})
    return 1 if any(figure.ok is False for figure in figures) else 0


def measure(place: Path, runs: int) -> Iterator[Figure]:
    """All figures, each over `runs` runs; `place` is an empty folder."""
    must(_compile(place / "warm" / "generated"))
    cold = [_cold(place / f"cold-{number}", number) for number in range(runs)]
    yield Figure("cold compile, CPU", "s", [cost.cpu for cost in cold], 4.0)
    yield Figure("cold compile, wall", "s", [cost.wall for cost in cold])
    yield Figure("cold compile, peak", "MB", [cost.peak for cost in cold], 250)
    home = place / "cold-0"
    again, touched = _unchanged(home / "generated", runs)
    yield Figure("nothing changed, CPU", "s", [cost.cpu for cost in again], 0.5)
    yield Figure("nothing changed, wall", "s", [cost.wall for cost in again])
    yield Figure("nothing changed, touched", "files", [max(touched)], 0)
    yield Figure("generated package", "lines", [count_lines(home / "generated/stripe")], 6000)
    yield Figure("mypy --strict", "errors", [_type_errors(home)], 0)
    yield from _imports(home, runs)


def _compile(out: Path) -> Cost:
    return run([program("portwright"), "compile", SPEC, "--out", str(out)])


def _cold(home: Path, number: int) -> Cost:
    progress(f"cold compile {number + 1}")
    return must(_compile(home / "generated"))


def _unchanged(out: Path, runs: int) -> tuple[list[Cost], list[int]]:
    """Costs of compiling what is there already, and how many files each run touched."""
    costs, touched = [], []
    for number in range(runs):
        progress(f"nothing changed {number + 1}")
        before = _stamps(out)
        costs.append(must(_compile(out)))
        touched.append(len(set(before.items()) ^ set(_stamps(out).items())))
    return costs, touched


def _stamps(folder: Path) -> dict[Path, Stamp]:
    """Each file's time of change, inode and size."""
    stats = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (stat.st_mtime_ns, stat.st_ino, stat.st_size) for path, stat in stats.items()}


def _type_errors(home: Path) -> int:
    progress("mypy --strict")
    command = [sys.executable, "-m", "mypy", "--strict", "-p", PACKAGE]
    cost = run([*command, "--cache-dir", str(home / "mypy")], folder=home)
    errors = len(_ERROR.findall(cost.output))
    if cost.status and not errors:
        raise SystemExit(f"mypy failed:\n{cost.output}")
    return errors


def _imports(home: Path, runs: int) -> Iterator[Figure]:
    """The whole of a fresh interpreter that imports the package, its byte code being there."""
    progress("import")
    must(_python(f"import {PACKAGE}", home))
    full = [must(_python(f"import {PACKAGE}", home)) for _ in range(runs)]
    bare = [must(_python("pass", home)) for _ in range(runs)]
    yield Figure("import, CPU", "s", [cost.cpu for cost in full], 0.4)
    yield Figure("import, peak", "MB", [cost.peak for cost in full], 45)
    yield Figure("  of that Python alone, CPU", "s", [cost.cpu for cost in bare])


def _python(code: str, folder: Path) -> Cost:
    return run([sys.executable, "-c", code], folder=folder)


if __name__ == "__main__":
    sys.exit(main())
