"""Jobs of the corpus run end within their bounds, and none of them takes another with it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from benchmarks.corpus_pool import Bounds, Job, Pool, Result

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds are those of Linux")


def answers(value: int) -> Result:
    return {"value": value}


def raises() -> Result:
    raise ValueError("what it says\nand more")


def dies() -> Result:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}


def leaves() -> Result:
    os._exit(3)


def computes() -> Result:
    while True:
        pass


def hoards() -> Result:
    return {"size": len(bytearray(8_000_000_000))}


def forks() -> Result:
    """What it leaves running is killed with it."""
    child = os.fork()
    if not child:
        time.sleep(600)
    return {"value": child}


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2, Bounds(seconds=1, megabytes=2000))
    yield made
    made.stop()


def outcomes(pool: Pool, *jobs: Job) -> dict[str, Result]:
    """By what each is about, however the jobs were ordered."""
    waiting, found = list(jobs), {}
    while waiting or not pool.is_idle:
        while waiting and not pool.is_full:
            pool.start(waiting.pop(0))
        found |= {job.about: result for job, result in pool.finished()}
    return found


def test_every_job_has_an_outcome_whatever_the_others_do(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is.
    monkeypatch.setattr("benchmarks.corpus_pool._WALL_FOR_CPU", 200)
    bad = [Job(job, (), job.__name__) for job in (raises, dies, leaves, computes, hoards)]
    found = outcomes(pool, *bad, Job(answers, (7,), "last"))
    assert found == {
        "raises": {"cause": "ValueError: what it says"},
        "dies": {"cause": "killed by SIGSEGV"},
        "leaves": {"cause": "the process ended with 3 and said nothing"},
        "computes": {"cause": "over the bound of CPU time"},
        "hoards": {"cause": "over the bound of memory"},
        "last": {"value": 7},
    }


def test_a_job_that_waits_for_ever_is_stopped(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.corpus_pool._WALL_FOR_CPU", 0.5)
    found = outcomes(pool, Job(time.sleep, (600,), "waits"))
    assert found["waits"]["cause"].startswith("stopped after")


def test_what_a_job_started_ends_with_it(pool: Pool) -> None:
    child = outcomes(pool, Job(forks, (), "forks"))["forks"]["value"]
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(child)
        # It can be read from as soon as the process has ended.
        assert select.select([handle], [], [], 60)[0]
        os.close(handle)
