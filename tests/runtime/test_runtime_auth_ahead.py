"""A token renewed ahead of its end: one call sees to it, and none that holds a good one suffers."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from portwright_runtime import CallOptions, Secret, WireRequest, WireResponse
from portwright_runtime.auth.token_store import MemoryTokenStore
from tests.runtime.auth_cases import bearer
from tests.runtime.doubles import Account, AsyncTwin, Clock
from tests.runtime.pipeline import ONCE, of
from tests.runtime.shop import Shop, SyncShop
from tests.runtime.token_server import Local, TokenServer, grant, token_server
from tests.runtime.vendor import Vendor, authorization_code, client_credentials

PATIENT = CallOptions(deadline=60.0)
SHORT = CallOptions(deadline=1.0)


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


class SlowRenewal:
    """A transport whose second token waits for `go`."""

    def __init__(self, vendor: Vendor) -> None:
        self.go = asyncio.Event()
        self._vendor = vendor

    async def send(self, request: WireRequest) -> WireResponse:
        answering = self._vendor(request)
        if request.url == self._vendor.url and len(self._vendor.asked) == 2:
            await self.go.wait()
        assert isinstance(answering, WireResponse)
        return answering

    async def aclose(self) -> None:
        """Nothing."""


def test_ahead_of_its_end_one_call_renews_and_the_others_go_on() -> None:
    async def run() -> None:
        vendor, clock = Vendor(expires_in=100), Clock()
        vendor.keeps = True
        transport = SlowRenewal(vendor)
        account = Account(auth=client_credentials(ahead=30.0))
        shop = Shop(account, transport=transport, clock=AsyncTwin(clock))
        await shop.create_refund()
        clock.time += 80.0
        first = asyncio.ensure_future(shop.create_refund())
        while len(vendor.asked) < 2:
            await asyncio.sleep(0)
        await shop.create_refund()
        assert not first.done() and len(vendor.calls) == 2
        transport.go.set()
        await first
        assert bearer(vendor.calls[1]) == "Bearer at_do_not_show_1"
        assert bearer(vendor.calls[2]) == "Bearer at_do_not_show_2"

    asyncio.run(run())


def test_no_task_waits_long_for_an_endpoint_that_hangs(server: TokenServer) -> None:
    """The token is good for twenty seconds more: with that, a call is made in its time."""

    async def run() -> None:
        clock = Clock()
        async with Shop(Local(grant(server.url, ahead=30.0)), clock=AsyncTwin(clock)) as shop:
            refund: Any = of(shop, policy=ONCE)
            await refund(options=PATIENT)
            server.open.clear()
            clock.time += 3580.0
            for _ in range(2):
                await refund(options=SHORT)
            server.open.set()

    asyncio.run(run())
    assert (server.asked, server.reused, server.served) == (2, 0, 3)


def test_nor_does_a_thread(server: TokenServer) -> None:
    clock = Clock()
    with SyncShop(Local(grant(server.url, ahead=30.0)), clock=clock) as shop:
        refund: Any = of(shop, policy=ONCE)
        refund(options=PATIENT)
        server.open.clear()
        clock.time += 3580.0
        for _ in range(2):
            refund(options=SHORT)
        server.open.set()
    assert (server.asked, server.reused, server.served) == (2, 0, 3)


def test_a_loop_that_ends_with_the_call_loses_no_refresh_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is waited for anyway is made short, so that only the wait for all of it is enough."""
    monkeypatch.setattr("portwright_runtime._async.renewal._PATIENCE", 0.01)
    vendor, clock, store = Vendor(expires_in=100), Clock(), MemoryTokenStore()
    vendor.keeps = vendor.rotates = True
    transport = SlowRenewal(vendor)
    account = Account(auth=authorization_code(store=store, ahead=30.0))
    shop = Shop(account, transport=transport, clock=AsyncTwin(clock))

    async def run() -> None:
        asyncio.get_running_loop().call_later(0.2, transport.go.set)
        await shop.create_refund()

    for _ in range(2):
        asyncio.run(run())
        clock.time += 80.0
    kept = store.load()
    assert kept and kept.refresh_token == Secret(vendor.refresh) and len(vendor.asked) == 2
