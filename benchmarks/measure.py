"""What one command costs: CPU of its whole process tree, wall time, peak memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
_LAUNCH = str(Path(__file__).with_name("launch.py"))
# `ru_maxrss` counts kilobytes, on macOS bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. `cpu` and `wall` in seconds, `peak` in MB (10^6 bytes).

    `cpu` is user and system time of the process and of all below it, `peak` the resident set of
    the largest process of the tree. `status` is negative after a signal.
    """

    cpu: float
    wall: float
    peak: float
    status: int
    output: str
    timed_out: bool = False

    @property
    def failure(self) -> str | None:
        """How it failed, in one line."""
        if self.timed_out:
            return f"stopped after {self.wall:.0f} s"
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        said = lines[-1] if lines else "it said nothing"
        return f"exit {self.status}: {said}" if self.status else None


def run(
    command: Sequence[str],
    *,
    folder: Path = ROOT,
    timeout: float = 900.0,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run a command in `folder` to its end; it and its children are killed after `timeout` s.

    `environment` comes on top of that of this process.
    """
    with tempfile.TemporaryFile() as log:
        figures = _launch(command, folder, timeout, log, environment or {})
        log.seek(0)
        output = log.read().decode("utf-8", errors="replace")
    if len(figures) != 5:
        raise SystemExit(f"{command[0]} was not run:\n{output}")
    cpu, wall, peak, status, stopped = map(float, figures)
    return Cost(cpu, wall, peak * _RSS_UNIT / 1e6, int(status), output, bool(stopped))


def _launch(
    command: Sequence[str],
    folder: Path,
    timeout: float,
    log: IO[bytes],
    environment: Mapping[str, str],
) -> list[bytes]:
    reading, writing = os.pipe()
    with closing(os.fdopen(reading, "rb")) as report:
        launcher = [sys.executable, "-IS", _LAUNCH, str(writing), str(timeout)]
        subprocess.run(
            [*launcher, *command],
            cwd=folder,
            env={**_environment(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(writing,),
            check=False,
        )
        os.close(writing)
        return report.read().split()


def _environment() -> dict[str, str]:
    """Without what would change how Python runs, such as that it keeps no byte code.

    Wide, so that a message stays on one line.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "COLUMNS": "300"}


def must(cost: Cost) -> Cost:
    """The same run; ends the measurement when it failed."""
    if cost.failure:
        raise SystemExit(f"{cost.output}\n{cost.failure}")
    return cost


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Medians of each figure, with the outcome of the last run."""
    last = costs[-1]
    return Cost(
        cpu=median(cost.cpu for cost in costs),
        wall=median(cost.wall for cost in costs),
        peak=median(cost.peak for cost in costs),
        status=last.status,
        output=last.output,
        timed_out=last.timed_out,
    )


def program(name: str) -> str:
    """A program that is installed beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit(f"{name} is not installed beside this Python; run `make setup`")
    return found


def count_lines(folder: Path) -> int:
    """Lines of all Python files below a folder."""
    return sum(path.read_bytes().count(b"\n") for path in folder.rglob("*.py"))


def progress(text: str) -> None:
    """Say what is being run, to a person who waits."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
