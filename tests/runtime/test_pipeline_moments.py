"""When a call starts, who waits with it, and what still holds in another loop or process."""

import asyncio
import random
from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import (
    Bulkhead,
    CallOptions,
    Idempotent,
    Limit,
    Queue,
    Retry,
    WireRequest,
    WireResponse,
)
from portwright_runtime.errors import CircuitOpen, ConnectionLost, OutcomeUnknown
from portwright_runtime.gates.process import PROCESS
from tests.runtime.doubles import Account, AsyncTwin, AsyncWire, Clock, Rig, Wire, answer
from tests.runtime.pipeline import failing, limited, of, outcome
from tests.runtime.shop import POLICY, Shop, SyncShop
from tests.runtime.storm import Storm, ThreadWorld, World


def test_a_start_is_when_the_request_is_sent_and_not_when_it_is_made(rig: Rig) -> None:
    sent: list[float] = []

    def script(_: WireRequest) -> WireResponse:
        sent.append(rig.clock.time)
        return answer()

    def slow_key() -> str:
        # As a body of some megabytes takes to be encoded: the first one only.
        rig.clock.time += 0.0 if sent else 0.9
        return "k"

    client = limited(rig, Wire(script=script), Limit(rate=(1, 1.0)), new_key=slow_key)
    for _ in range(2):
        rig.call(client.create_refund, amount=5)
    assert sent[1] - sent[0] >= 1.0


class TestIsolation:
    def test_is_of_clients_without_a_breaker_too(self, rig: Rig) -> None:
        client = rig.client(wire := Wire(answer()))
        method = of(client, policy=replace(POLICY, breaker=None))
        client.isolate()
        assert failing(rig, method, 2) == [CircuitOpen] * 2 and wire.sent == []
        client.restore()
        rig.call(method, amount=5)

    def test_comes_before_the_first_call(self, rig: Rig) -> None:
        client = rig.client(wire := Wire())
        client.isolate()
        assert failing(rig, client.create_refund, 1) == [CircuitOpen] and wire.sent == []

    @pytest.mark.parametrize("used", [False, True])
    @pytest.mark.parametrize("breaker", [None, POLICY.breaker])
    def test_outlives_a_fork(
        self, rig: Rig, monkeypatch: pytest.MonkeyPatch, used: bool, breaker: Any
    ) -> None:
        client = rig.client(wire := Wire(answer()))
        method = of(client, policy=replace(POLICY, breaker=breaker))
        if used:
            rig.call(method, amount=5)
        client.isolate()
        monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)
        assert failing(rig, method, 1) == [CircuitOpen] and len(wire.sent) == used


class Once429:
    """The first request is throttled for two seconds, after a tenth of one; all others are good."""

    def _takes(self) -> float:
        return 0.1

    def _fate(self) -> WireResponse:
        if len(self.starts) == 1:  # type: ignore[attr-defined]
            return answer(429, "{}", retry_after="2")
        return answer()


KINDS: dict[str, tuple[Any, type[World]]] = {
    "async": (Shop, type("Tasks", (Once429, World), {})),
    "sync": (SyncShop, type("Threads", (Once429, ThreadWorld), {})),
}


@pytest.mark.parametrize("wait", [10.0, 1.5])
@pytest.mark.parametrize("kind", KINDS)
def test_a_throttle_holds_those_too_that_wait_for_a_slot(kind: str, wait: float) -> None:
    """Who has come through the limiter already is not sent before the vendor's time is over."""
    base, world_of = KINDS[kind]
    world = world_of(random.Random(1))
    limit = Limit(rate=(100, 1.0), queue=Queue(wait=10.0))
    client = type("Limited", (base,), {"limits": (limit,)})(
        Account(), transport=world, clock=world, rng=random.Random(1)
    )
    policy = replace(
        POLICY, retry=Retry(attempts=1), bulkhead=Bulkhead(concurrent=1, queue=9, wait=wait)
    )
    method = of(client, policy=policy, safety=Idempotent())
    storm = Storm(world, lambda: method(amount=5))
    for _ in range(5):
        storm.begin()
    while storm.tasks:
        storm.go_on()
    if wait > 2.0:
        assert [round(start, 6) for start in world.starts] == [0.0, 2.1, 2.2, 2.3, 2.4]
    else:
        # Too long for their place in line: refused now, with the time to come back.
        assert world.starts == [0.0] and storm.failed == 5 and world.time < 1.5


class Stopping(AsyncTwin):
    """A clock on which nobody wakes any more once the loop is to be `stopped`."""

    stopped = True

    async def sleep(self, seconds: float) -> None:
        if self.stopped:
            await asyncio.Event().wait()
        await super().sleep(seconds)


def forget(loop: asyncio.AbstractEventLoop, _: Wire, calls: list[Any]) -> None:
    """Close a loop that was stopped; that its calls never ended is what the test is about."""
    for call in calls:
        call._log_destroy_pending = False
    loop.close()


class TestAStoppedLoop:
    """A loop that is not run any more leaves a caller in line who will not come."""

    limit = Limit(rate=(1, 2.0), queue=Queue(wait=5.0))

    def left_behind(self, limit: Limit) -> tuple[Clock, Stopping, Any, list[Any]]:
        clock, wire = Clock(), Wire(script=lambda _: answer())
        time = Stopping(clock)
        kind = type("Limited", (Shop,), {"limits": (limit,)})
        client = kind(Account(), transport=AsyncWire(wire), clock=time)

        async def two() -> list[Any]:
            calls = [asyncio.ensure_future(client.create_refund(amount=n)) for n in range(2)]
            while not client._gatekeeper.gates.route("create_refund", POLICY).stages.all[0].waiting:
                await asyncio.sleep(0)
            return calls

        loop = asyncio.new_event_loop()
        calls = loop.run_until_complete(two())
        assert [call.done() for call in calls] == [True, False] and len(wire.sent) == 1
        time.stopped = False
        # The loop is kept beside its calls: what is collected would clean up after itself.
        return clock, time, client, [loop, wire, calls]

    @pytest.mark.filterwarnings("ignore::ResourceWarning")
    def test_stands_in_nobodys_way_in_the_next_loop(self) -> None:
        clock, _, client, kept = self.left_behind(self.limit)
        asyncio.run(client.create_refund(amount=9))
        assert (clock.slept, len(kept[1].sent)) == ([2.0], 2)
        forget(*kept)

    @pytest.mark.filterwarnings("ignore::ResourceWarning")
    def test_stands_in_no_other_clients_way_for_longer_than_it_would_have_waited(self) -> None:
        limit = replace(self.limit, per="app")
        clock, _, _, kept = self.left_behind(limit)
        wire = Wire(answer(), answer())
        other = type("Limited", (SyncShop,), {"limits": (limit,)})
        client = other(Account(), transport=wire, clock=clock)
        clock.time += self.limit.queue.wait + 2.0
        client.create_refund(amount=5)
        assert clock.slept == []
        client.create_refund(amount=5)
        assert clock.slept == [2.0]
        forget(*kept)


@pytest.mark.parametrize("status", [403, 409, 302])
def test_an_answer_that_says_nothing_of_a_lost_write_leaves_it_unknown(
    rig: Rig, status: int
) -> None:
    wire = Wire(ConnectionLost("reset"), answer(status, "{}"))
    error = outcome(rig, rig.client(wire).create_refund, options=CallOptions(key="k-1"))
    assert isinstance(error, OutcomeUnknown) and error.key == "k-1" and len(wire.sent) == 2
