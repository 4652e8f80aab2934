"""Times one subject: `python -m benchmarks.policy_worker MODULE NAME MODE CALLS`.

For each line that comes in, one goes out: the µs of a call with and without the policy, each over
a batch of calls. So one process after the other gets its turn, whatever environment it runs in.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import sys
import time
from importlib import import_module
from typing import Any

from benchmarks.policy_subject import Pair, Subject


def main() -> None:
    module, name, mode, calls = sys.argv[1:]
    subject = _subject(module, name)
    make = subject.makes(mode)
    if make is None:
        raise SystemExit(f"{name} has no mode {mode}")
    with asyncio.Runner() as runner:
        timed = _awaited if mode == "async" else _plain
        pair = runner.run(_made(make))
        for _ in sys.stdin:
            costs = [runner.run(timed(work, int(calls))) for work in _works(pair)]
            print(*costs, flush=True)


def _subject(module: str, name: str) -> Subject:
    subjects: tuple[Subject, ...] = import_module(module).SUBJECTS
    return next(subject for subject in subjects if subject.name == name)


async def _made(make: Any) -> Pair:
    # Inside the loop, where some want to be made.
    made: Pair = make()
    return made


def _works(pair: Pair) -> tuple[Any, Any]:
    gc.collect()
    return pair.guarded, pair.bare


async def _plain(work: Any, calls: int) -> float:
    started = time.process_time_ns()
    for _ in itertools.repeat(None, calls):
        work()
    return (time.process_time_ns() - started) / calls / 1000


async def _awaited(work: Any, calls: int) -> float:
    started = time.process_time_ns()
    for _ in itertools.repeat(None, calls):
        await work()
    return (time.process_time_ns() - started) / calls / 1000


if __name__ == "__main__":
    main()
