"""What one command costs: CPU of its whole process tree, wall time, peak memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
# `ru_maxrss` counts kilobytes, on macOS bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. `cpu` and `wall` in seconds, `peak` in MB (10^6 bytes).

    `cpu` is user and system time of the process and of all below it; `peak` is the resident set
    of the largest process of the tree, and never less than that of the process that measures.
    `status` is negative after a signal.
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


def run(command: Sequence[str], *, folder: Path = ROOT, timeout: float = 900.0) -> Cost:
    """Run a command in `folder` to its end, or kill it and its children after `timeout` s."""
    stopped = threading.Event()
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = _start(command, folder, log.fileno())
        timer = threading.Timer(timeout, _stop, (process.pid, stopped))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _stop(process.pid, stopped)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - started
        # Popen did not see the end that wait4 took.
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        output = log.read().decode("utf-8", errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * _RSS_UNIT / 1e6
    return Cost(cpu, wall, peak, process.returncode, output, stopped.is_set())


def _start(command: Sequence[str], folder: Path, log: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Without what would change how Python runs, such as that it keeps no byte code."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _stop(group: int, stopped: threading.Event) -> None:
    stopped.set()
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


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
