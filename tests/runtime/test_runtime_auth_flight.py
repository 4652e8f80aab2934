"""One renewal for everybody, over real connections: tasks, threads, processes, cancels."""

import asyncio
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portwright_runtime import CallOptions, Policy, Secret
from portwright_runtime.auth.file_token_store import FileTokenStore
from portwright_runtime.auth.flight_async import AsyncFlight
from portwright_runtime.auth.flight_sync import SyncFlight
from portwright_runtime.auth.token_store import MemoryTokenStore
from portwright_runtime.errors import DeadlineExceeded, PortwrightError, TokenStoreFailed
from tests.architecture import ROOT
from tests.runtime.shop import Shop, SyncShop
from tests.runtime.token_server import Local, TokenServer, grant, token_server

CROWDED = Policy(deadline=60.0, bulkhead=None, breaker=None)
PATIENT = CallOptions(deadline=60.0)
HASTY = CallOptions(deadline=0.2)


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


def roomy(shop: Shop | SyncShop) -> Any:
    """The client's create_refund, for any number of calls at once."""
    bound: Any = shop.create_refund
    spec = replace(bound.spec, policy=CROWDED)
    return type(bound)(type(bound._definition)(spec, bound._definition.build), shop)


def release(server: TokenServer) -> None:
    """Let the token out once somebody has asked for it."""
    assert server.came.wait(30.0)
    server.open.set()


def test_200_tasks_ask_once(server: TokenServer) -> None:
    async def run() -> None:
        server.open.clear()
        async with Shop(Local(grant(server.url))) as shop:
            tasks = [asyncio.ensure_future(roomy(shop)()) for _ in range(200)]
            await asyncio.to_thread(release, server)
            assert [refund.id for refund in await asyncio.gather(*tasks)] == ["re_1"] * 200

    asyncio.run(run())
    assert (server.asked, server.served, server.unserved) == (1, 200, 0)


def test_200_tasks_whose_token_was_revoked_renew_once(server: TokenServer) -> None:
    async def run() -> None:
        async with Shop(Local(grant(server.url))) as shop:
            await shop.create_refund(options=PATIENT)
            server.access = "revoked"
            await asyncio.gather(*(roomy(shop)() for _ in range(200)))

    asyncio.run(run())
    assert (server.asked, server.served) == (2, 201)


def test_8_threads_ask_once(server: TokenServer) -> None:
    server.open.clear()
    barrier = threading.Barrier(9)
    with SyncShop(Local(grant(server.url))) as shop, ThreadPoolExecutor(8) as pool:

        def call() -> int:
            barrier.wait()
            return sum(shop.create_refund(options=PATIENT).amount for _ in range(10))

        futures = [pool.submit(call) for _ in range(8)]
        barrier.wait()
        release(server)
        assert [future.result() for future in futures] == [50] * 8
        server.access = "revoked"
        futures = [pool.submit(shop.create_refund, options=PATIENT) for _ in range(8)]
        assert [future.result().amount for future in futures] == [5] * 8
    assert (server.asked, server.served) == (2, 88)


def test_cancelled_tasks_do_not_break_off_the_renewal(server: TokenServer) -> None:
    rng = random.Random(7)

    async def run() -> None:
        server.open.clear()
        async with Shop(Local(grant(server.url))) as shop:
            tasks = [asyncio.ensure_future(roomy(shop)()) for _ in range(50)]
            await asyncio.to_thread(server.came.wait, 30.0)
            gone = [tasks[0], *rng.sample(tasks[1:], 30)]
            for task in gone:
                task.cancel()
            await asyncio.wait(gone)
            server.open.set()
            done = await asyncio.gather(*tasks, return_exceptions=True)
            assert sum(isinstance(one, asyncio.CancelledError) for one in done) == 31
            assert sum(getattr(one, "amount", 0) == 5 for one in done) == 19

    asyncio.run(run())
    assert (server.asked, server.reused) == (1, 0)


def test_a_hasty_task_leaves_the_renewal_to_end(server: TokenServer) -> None:
    store = MemoryTokenStore()

    async def run() -> None:
        server.open.clear()
        async with Shop(Local(grant(server.url, store=store))) as shop:
            with pytest.raises(DeadlineExceeded):
                await shop.create_refund(options=HASTY)
            assert store.load() is None
            server.open.set()
        # Closing waited for it.
        assert store.load() is not None

    asyncio.run(run())
    assert server.asked == 1


def test_a_hasty_thread_leaves_the_renewal_to_end(server: TokenServer) -> None:
    store = MemoryTokenStore()
    server.open.clear()
    with SyncShop(Local(grant(server.url, store=store))) as shop:
        with pytest.raises(DeadlineExceeded):
            shop.create_refund(options=HASTY)
        assert store.load() is None
        server.open.set()
    assert store.load() is not None and server.asked == 1


def test_a_client_goes_on_in_another_loop(server: TokenServer) -> None:
    shop = Shop(Local(grant(server.url, store=MemoryTokenStore())))

    async def hasty() -> None:
        with pytest.raises(DeadlineExceeded):
            await shop.create_refund(options=HASTY)
        # The loop ends here, and the renewal with it.

    async def patient() -> None:
        async with shop:
            await shop.create_refund(options=PATIENT)

    server.open.clear()
    asyncio.run(hasty())
    server.open.set()
    assert server.gone.wait(30.0)
    server.refresh = "rt0"
    asyncio.run(patient())
    assert server.served == 1


def test_what_a_job_raises_all_who_wait_get() -> None:
    flight = SyncFlight()
    begun, go = threading.Event(), threading.Event()

    def job() -> None:
        begun.set()
        go.wait(30.0)
        raise PortwrightError("no")

    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(flight.join, job, 30.0) for _ in range(3)]
        assert begun.wait(30.0) and flight.is_busy()
        assert flight.join(job, 0.0) is False
        go.set()
        for future in futures:
            with pytest.raises(PortwrightError, match="no"):
                future.result()
    assert not flight.is_busy()


def test_each_who_waits_gets_an_error_of_its_own() -> None:
    """What one call hangs on it, its cause for one, must not turn up in another."""

    async def tasks() -> list[BaseException]:
        flight, go = AsyncFlight(), asyncio.Event()

        async def fail() -> None:
            await go.wait()
            raise TokenStoreFailed("no")

        waiting = [asyncio.ensure_future(flight.join(fail, 30.0)) for _ in range(2)]
        await asyncio.sleep(0)
        go.set()
        found = await asyncio.gather(*waiting, return_exceptions=True)
        return [one for one in found if isinstance(one, BaseException)]

    def threads() -> list[BaseException | None]:
        flight, go = SyncFlight(), threading.Event()

        def fail() -> None:
            go.wait(30.0)
            raise TokenStoreFailed("no")

        with ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(flight.join, fail, 30.0) for _ in range(2)]
            assert flight.join(fail, 0.0) is False
            go.set()
            return [future.exception() for future in futures]

    for first, second in (asyncio.run(tasks()), threads()):
        assert type(first) is type(second) is TokenStoreFailed and first is not second
        assert str(first) == str(second) == "no"


def test_who_can_do_without_is_not_failed(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise TokenStoreFailed("no")

    async def fail_too() -> None:
        raise TokenStoreFailed("no")

    SyncFlight().begin(fail, 30.0)
    asyncio.run(AsyncFlight().begin(fail_too, 30.0))
    assert caplog.records == []


def test_a_job_that_nobody_waits_for_any_more_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        flight, go = AsyncFlight(), asyncio.Event()

        async def fail() -> None:
            await go.wait()
            raise PortwrightError("no")

        assert await flight.join(fail, 0.0) is False
        go.set()
        await flight.drain()
        assert not flight.is_busy()

    asyncio.run(run())
    assert caplog.records == []


WORKER = """
import os, sys
from portwright_runtime import CallOptions
from portwright_runtime.auth.file_token_store import FileTokenStore
from tests.runtime.shop import SyncShop
from tests.runtime.token_server import Local, grant

class Dying(FileTokenStore):
    def save(self, tokens):
        super().save(tokens)
        os._exit(7)

url, path, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = FileTokenStore(path) if times else Dying(path)
for _ in range(times or 1):
    with SyncShop(Local(grant(url, store=store))) as shop:
        shop.create_refund(options=CallOptions(deadline=60.0))
"""


def worker(server: TokenServer, path: Path, times: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", WORKER, server.url, str(path), str(times)]
    return subprocess.Popen(command, cwd=ROOT)


def test_two_processes_never_use_a_refresh_token_twice(server: TokenServer, tmp_path: Path) -> None:
    # So short a life that every client of either process has to renew.
    server.expires_in = 10
    running = [worker(server, tmp_path / "t.json", 10) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert (server.asked, server.reused) == (20 + server.unserved, 0)
    tokens = FileTokenStore(tmp_path / "t.json").load()
    assert tokens and tokens.refresh_token and tokens.refresh_token.reveal() == server.refresh


def test_two_processes_share_a_token_that_lasts(server: TokenServer, tmp_path: Path) -> None:
    running = [worker(server, tmp_path / "t.json", 10) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert (server.asked, server.reused, server.served) == (1, 0, 20)


def test_a_process_that_dies_after_storing_loses_nothing(
    server: TokenServer, tmp_path: Path
) -> None:
    assert worker(server, tmp_path / "t.json", 0).wait() == 7
    assert (server.asked, server.served) == (1, 0)
    assert worker(server, tmp_path / "t.json", 1).wait() == 0
    assert (server.asked, server.reused, server.served) == (1, 0, 1)


def test_a_job_of_a_loop_that_is_gone_is_not_waited_for() -> None:
    flight = AsyncFlight()

    async def begin() -> bool:
        return await flight.join(lambda: asyncio.sleep(3600), 0.0)

    gone = asyncio.new_event_loop()
    assert gone.run_until_complete(begin()) is False
    assert flight.is_busy()
    assert asyncio.run(flight.join(lambda: asyncio.sleep(0), 30.0))
    # Only now may what is left of it go.
    for task in asyncio.all_tasks(gone):
        task.cancel()
    gone.run_until_complete(asyncio.sleep(0))
    gone.close()


def test_who_comes_just_after_a_renewal_asks_for_no_other(server: TokenServer) -> None:
    with SyncShop(Local(grant(server.url))) as shop:
        shop.create_refund(options=PATIENT)
        driver: Any = shop._credentials._drivers[None]
        driver._renew()

    async def run() -> None:
        async with Shop(Local(grant(server.url, refresh_token=Secret(server.refresh)))) as shop:
            await shop.create_refund(options=PATIENT)
            driver: Any = shop._credentials._drivers[None]
            await driver._renew()

    asyncio.run(run())
    assert (server.asked, server.reused) == (2, 0)
