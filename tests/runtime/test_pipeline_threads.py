"""Free-running threads and real event loops: bounds hold, everybody is served, nothing leaks."""

import asyncio
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from benchmarks.pressure_judge import over_burst, over_count
from benchmarks.pressure_vendor import LOOKS, Came, WatchedAsync, WatchedSync
from portwright_runtime import Bulkhead, Limit, Queue, WireRequest, WireResponse
from portwright_runtime.errors import BulkheadFull, ConfigurationError, LimitReached
from portwright_runtime.gates.bells import AsyncSystemBell, SyncSystemBell
from portwright_runtime.gates.process import PROCESS, Process
from tests.runtime.doubles import Account, Rig, Wire, answer
from tests.runtime.pipeline import of
from tests.runtime.shop import POLICY, Shop, SyncShop
from tests.runtime.storm import assert_all_is_back

COUNT, PERIOD, BURST = 20, 0.1, 5
LIMIT = Limit(rate=(COUNT, PERIOD), burst=BURST, queue=Queue(max=1000, wait=30.0))
NARROW = replace(POLICY, bulkhead=Bulkhead(concurrent=3, queue=1000, wait=30.0))


class Busy:
    """A transport that counts who is in it, and keeps when they came."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.inside = self.most = 0
        self.came: list[Came] = []

    def enter(self) -> None:
        now = time.monotonic()
        with self.lock:
            self.came.append(Came(now, LOOKS.before))
            self.inside += 1
            self.most = max(self.most, self.inside)

    def leave(self) -> None:
        with self.lock:
            self.inside -= 1

    def send(self, request: WireRequest) -> WireResponse:
        self.enter()
        try:
            return [answer() for _ in range(random.randrange(1, 20))][-1]
        finally:
            self.leave()

    def close(self) -> None:
        pass


class AsyncBusy(Busy):
    async def send(self, request: WireRequest) -> WireResponse:  # type: ignore[override]
        self.enter()
        try:
            for _ in range(random.randrange(1, 20)):
                await asyncio.sleep(0)
            return answer()
        finally:
            self.leave()

    async def aclose(self) -> None:
        pass


@pytest.fixture(autouse=True)
def restless() -> Iterator[None]:
    """Threads are switched a hundred times as often as they would be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-5)
    yield
    sys.setswitchinterval(before)


def assert_within_bounds(came: list[Came], limit: Limit) -> None:
    """By the time at which the vendor got the requests."""
    assert list(over_count(came, limit)) == []
    assert limit.burst is None or list(over_burst(came, limit)) == []


def run_threads(count: int, work: Callable[[], None]) -> None:
    errors: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below
            errors.append(error)

    # Daemons: one that hangs is a failure, not a run of pytest that never ends.
    threads = [threading.Thread(target=guarded, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60.0
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), "a waiter was left behind"
    assert errors == []


def test_two_hundred_tasks_with_cancels() -> None:
    busy = AsyncBusy()
    kind = type("Limited", (Shop,), {"limits": (LIMIT,)})
    client = kind(Account(), transport=busy, clock=WatchedAsync())
    method = of(client, policy=NARROW)
    rng = random.Random(5)

    async def everything() -> list[object]:
        tasks = [asyncio.ensure_future(method(amount=5)) for _ in range(200)]
        for task in rng.sample(tasks, 100):
            for _ in range(rng.randrange(3)):
                await asyncio.sleep(0)
            task.cancel()
        return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 60.0)

    ends = asyncio.run(everything())
    cancelled = sum(isinstance(end, asyncio.CancelledError) for end in ends)
    assert 50 < cancelled <= 100
    assert not any(isinstance(end, Exception) for end in ends)
    assert 200 - cancelled <= len(busy.came) and busy.most <= 3
    assert_within_bounds(busy.came, LIMIT)
    assert_all_is_back(client, 0)


def test_tasks_are_served_in_the_order_they_came() -> None:
    served: list[bytes | None] = []

    class Keeping(AsyncBusy):
        async def send(self, request: WireRequest) -> WireResponse:  # type: ignore[override]
            served.append(request.body)
            return await super().send(request)

    kind = type("Limited", (Shop,), {"limits": (Limit(rate=(5, 0.02)),)})
    client = kind(Account(), transport=Keeping())

    async def everything() -> None:
        await asyncio.gather(*(client.create_refund(amount=n) for n in range(25)))

    asyncio.run(everything())
    assert served == [f"amount={n}".encode() for n in range(25)]


def test_clients_in_threads_share_a_limit_of_the_app() -> None:
    limit = Limit(per="app", rate=(COUNT, PERIOD), queue=Queue(wait=30.0))
    sync = type("Limited", (SyncShop,), {"limits": (limit,)})
    asynchronous = type("Limited", (Shop,), {"limits": (limit,)})

    busy, busy_too = Busy(), AsyncBusy()

    def work_sync() -> None:
        client = sync(Account(), transport=busy, clock=WatchedSync())
        for _ in range(10):
            client.create_refund(amount=5)

    def work_async() -> None:
        async def everything() -> None:
            client = asynchronous(Account(), transport=busy_too, clock=WatchedAsync())
            for _ in range(10):
                await client.create_refund(amount=5)

        asyncio.run(everything())

    turns = iter([work_sync, work_async] * 3)

    def work() -> None:
        next(turns)()

    run_threads(6, work)
    came = busy.came + busy_too.came
    assert len(came) == 60
    assert_within_bounds(came, limit)


def test_a_full_bulkhead_refuses_other_threads_and_recovers() -> None:
    inside, leave = threading.Event(), threading.Event()

    class Held(Busy):
        def send(self, request: WireRequest) -> WireResponse:
            inside.set()
            assert leave.wait(60.0)
            return answer()

    client = SyncShop(Account(), transport=Held())
    policy = replace(POLICY, bulkhead=Bulkhead(concurrent=1, queue=1, wait=0.001))
    method = of(client, policy=policy)
    thread = threading.Thread(target=method, kwargs={"amount": 5}, daemon=True)
    thread.start()
    assert inside.wait(60.0)
    with pytest.raises(BulkheadFull):
        method(amount=5)
    leave.set()
    thread.join(60.0)
    assert not thread.is_alive()
    method(amount=5)
    assert_all_is_back(client, 0)


class TestBells:
    def test_a_ring_before_the_wait_is_not_lost(self) -> None:
        bell = SyncSystemBell()
        bell.ring()
        bell.ring()
        bell.wait(1e6)

        async def twice() -> None:
            bell = AsyncSystemBell()
            bell.ring()
            await bell.wait(1e6)
            asyncio.get_running_loop().call_soon(bell.ring)
            await bell.wait(1e6)

        asyncio.run(twice())

    def test_a_ring_from_another_thread(self) -> None:
        async def rung() -> None:
            bell = AsyncSystemBell()
            thread = threading.Timer(0.01, bell.ring)
            thread.start()
            await bell.wait(1e6)
            thread.join()

        asyncio.run(asyncio.wait_for(rung(), 30.0))

    def test_an_end_without_a_ring(self) -> None:
        SyncSystemBell().wait(0.001)
        asyncio.run(AsyncSystemBell().wait(0.001))


class TestHomes:
    def test_one_loop_after_another(self) -> None:
        kind = type("Limited", (Shop,), {"limits": (Limit(rate=(1, 60.0)),)})
        client = kind(Account(), transport=AsyncBusy())
        asyncio.run(client.create_refund(amount=5))
        with pytest.raises(LimitReached):
            asyncio.run(client.create_refund(amount=5))

    def test_two_loops_at_once_are_refused(self) -> None:
        client = Shop(Account(), transport=AsyncBusy())
        found: list[Exception] = []

        def other() -> None:
            try:
                asyncio.run(client.create_refund(amount=5))
            except ConfigurationError as error:
                found.append(error)

        async def first() -> None:
            await client.create_refund(amount=5)
            await asyncio.to_thread(other)
            await client.create_refund(amount=5)

        asyncio.run(first())
        assert len(found) == 1 and "two event loops" in str(found[0])

    def test_a_forked_process_has_gates_of_its_own(
        self, rig: Rig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain = rig.client(Wire(answer(), answer()))
        limits = (Limit(rate=(1, 60.0)), Limit(per="app", rate=(1, 60.0)))
        kind = type("Limited", (type(plain),), {"limits": limits})
        client = kind(rig.account, transport=plain._transport, clock=plain._clock)
        rig.call(client.create_refund, amount=5)
        with pytest.raises(LimitReached):
            rig.call(client.create_refund, amount=5)
        before = client._gatekeeper.gates
        # Held by a thread that does not exist in the child.
        before._lock.__enter__()
        monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)
        rig.call(client.create_refund, amount=5)
        assert client._gatekeeper.gates is not before
        before._lock.__exit__(None, None, None)

    def test_a_fork_is_noticed(self) -> None:
        process = Process()
        process.forked()
        assert process.generation == 1
