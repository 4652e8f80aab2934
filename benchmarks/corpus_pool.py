"""Runs jobs on all cores, each in a process of its own that is bounded in time and memory.

The processes are forked from one server that has imported the compiler and used it once, so that a
job pays neither for that nor for what an earlier one left behind.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from benchmarks.corpus_probe import one_line

Result = dict[str, Any]
# Wall time is bounded too, for a job that hangs and uses no CPU; wide, since cores may be shared.
_WALL_FOR_CPU = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a job may take: CPU seconds of one process, and MB of its address space."""

    seconds: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """`function` is called with `arguments` in the other process; `about` comes back with what it
    answers."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    about: Any


@dataclass(frozen=True, slots=True)
class _Running:
    job: Job
    process: Any
    until: float


class Pool:
    """At most `workers` jobs at once; `finished` gives what each answers, or how it ended."""

    def __init__(self, workers: int, bounds: Bounds) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["benchmarks.corpus_warm"])
        self._workers = workers
        self._bounds = bounds
        self._running: dict[Connection, _Running] = {}

    @property
    def is_full(self) -> bool:
        return len(self._running) >= self._workers

    @property
    def is_idle(self) -> bool:
        return not self._running

    def start(self, job: Job) -> None:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_run, args=(theirs, job.function, job.arguments, self._bounds), daemon=False
        )
        process.start()
        theirs.close()
        until = time.monotonic() + self._bounds.seconds * _WALL_FOR_CPU
        self._running[ours] = _Running(job, process, until)

    def finished(self) -> Iterator[tuple[Job, Result]]:
        """Those that have ended; waits until at least one has, unless none runs."""
        ready = self._wait()
        for connection in ready:
            running = self._running.pop(connection)
            yield running.job, _result(connection, running)
            connection.close()

    def _wait(self) -> list[Any]:
        while self._running:
            now = time.monotonic()
            soonest = min(item.until for item in self._running.values())
            ready = wait(list(self._running), max(0.0, soonest - now))
            late = [key for key, item in self._running.items() if item.until <= now]
            if ready or late:
                return ready or late
        return []

    def stop(self) -> None:
        for running in self._running.values():
            _kill(running.process)


def _result(connection: Connection, running: _Running) -> Result:
    """What a job sent; or, of one that sent nothing, what became of it."""
    try:
        sent = connection.recv() if connection.poll() else None
    except EOFError:
        sent = None
    if sent is None and running.process.is_alive() and time.monotonic() >= running.until:
        sent = {"cause": f"stopped after {_WALL_FOR_CPU} times its bound of CPU time"}
    _kill(running.process) if sent is not None else running.process.join()
    return sent if sent is not None else {"cause": _ending(running.process.exitcode)}


def _ending(status: int | None) -> str:
    if status == -signal.SIGXCPU:
        return "over the bound of CPU time"
    if status is not None and status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"the process ended with {status} and said nothing"


def _kill(process: Any) -> None:
    """With its children: it is the leader of a group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()


def _run(
    report: Connection, function: Callable[..., Result], arguments: tuple[Any, ...], bounds: Bounds
) -> None:
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    space = bounds.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        result = function(*arguments)
    except MemoryError:
        result = {"cause": "over the bound of memory"}
    except Exception as error:  # noqa: BLE001 - one bad document never ends the run
        result = {"cause": one_line(error)}
    report.send(result)
