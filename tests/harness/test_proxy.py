"""The fault proxy between real clients, sync and async, and a server on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from portwright_harness.proxy import FaultProxy, MakeFaultProxy, Passage
from portwright_runtime import Secret
from portwright_runtime.errors import (
    DecodeFailed,
    OutcomeUnknown,
    Throttled,
    Unavailable,
)
from tests.harness.sample.sample_generated.acme import Acme, AcmeConnection, SyncAcme
from tests.runtime.loopback import Server, free_port, reply, serving

REFUND = {"id": "re_1", "amount": 500, "status": "succeeded"}
JSON = "Content-Type: application/json\r\n"


@pytest.fixture
def vendor() -> Iterator[Server]:
    answer = reply(json.dumps(REFUND).encode(), headers=JSON)
    with serving(lambda connection, _: connection.sendall(answer)) as server:
        yield server


@dataclass
class Caller:
    """Both clients, called alike."""

    mode: str

    def refund(self, proxy: FaultProxy) -> Any:
        if self.mode == "sync":
            with SyncAcme(proxy.connection) as client:
                return client.create_refund(charge="ch_1", amount=500)
        return asyncio.run(self._refund(proxy))

    async def _refund(self, proxy: FaultProxy) -> Any:
        async with Acme(proxy.connection) as client:
            return await client.create_refund(charge="ch_1", amount=500)


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


def at(vendor: Server) -> AcmeConnection:
    return AcmeConnection(vendor.url, Secret("sk_1"))


def keys(proxy: FaultProxy) -> set[str]:
    return {passage.headers["idempotency-key"] for passage in proxy.passages}


def test_without_a_fault_nothing_changes(
    vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy
) -> None:
    proxy = fault_proxy(at(vendor), "faults: []")
    assert caller.refund(proxy).id == "re_1"
    (request,) = vendor.requests
    assert b"Bearer sk_1" in request and request.endswith(b"amount=500&charge=ch_1")
    (passage,) = proxy.passages
    assert (passage.rule, passage.forwarded, passage.status) == (None, True, 200)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_reset_is_met_with_the_same_key(
    vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy, reset: str
) -> None:
    proxy = fault_proxy(at(vendor), f"faults: [{{times: 1, reset: {reset}}}]")
    assert caller.refund(proxy).amount == 500
    assert [passage.status for passage in proxy.passages] == [None, 200]
    assert len(vendor.requests) == (1 if reset == "before" else 2)
    assert len(keys(proxy)) == 1


def test_whoever_loses_every_answer_knows_nothing(
    vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy
) -> None:
    proxy = fault_proxy(at(vendor), "faults: [{reset: after}]")
    with pytest.raises(OutcomeUnknown):
        caller.refund(proxy)
    assert len(vendor.requests) == 3


def test_a_truncated_answer_is_no_answer(
    vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy
) -> None:
    proxy = fault_proxy(at(vendor), "faults: [{times: 1, truncate: 5}]")
    assert caller.refund(proxy).id == "re_1"
    assert [passage.rule for passage in proxy.passages] == [0, None]


def test_a_status_of_the_script_is_the_vendor_s(
    vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy
) -> None:
    script = 'faults: [{times: 1, status: 503, headers: {Retry-After: "0"}, forward: false}]'
    proxy = fault_proxy(at(vendor), script)
    assert caller.refund(proxy).id == "re_1"
    assert [(p.forwarded, p.status) for p in proxy.passages] == [(False, 503), (True, 200)]
    assert len(vendor.requests) == 1


def test_headers_are_rewritten(vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy) -> None:
    script = 'faults: [{status: 429, headers: {Retry-After: "500", Content-Type: null}, body: ""}]'
    with pytest.raises(Throttled) as refused:
        caller.refund(fault_proxy(at(vendor), script))
    assert refused.value.retry_at is not None


def test_a_body_is_rewritten(vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy) -> None:
    proxy = fault_proxy(at(vendor), "faults: [{body: {replace: {re_1: re_two}}}]")
    assert caller.refund(proxy).id == "re_two"
    proxy.play("faults: [{body: '{\"id\": 1'}]")
    with pytest.raises(DecodeFailed):
        caller.refund(proxy)


def test_an_answer_may_trickle(vendor: Server, caller: Caller, fault_proxy: MakeFaultProxy) -> None:
    proxy = fault_proxy(at(vendor), "faults: [{trickle: {bytes: 5, every: 2ms}}]")
    before = time.monotonic()
    assert caller.refund(proxy).id == "re_1"
    pieces = len(json.dumps(REFUND)) // 5
    assert pieces * 0.002 <= time.monotonic() - before < 5


def test_latency_comes_after_the_vendor_and_jitter_from_the_seed(
    vendor: Server, fault_proxy: MakeFaultProxy
) -> None:
    proxy = fault_proxy(at(vendor), "faults: [{latency: 50ms, jitter: 20ms}]\nseed: 3")
    before = time.monotonic()
    assert Caller("sync").refund(proxy).id == "re_1"
    assert 0.05 <= time.monotonic() - before < 5


def test_a_vendor_that_is_not_there_is_a_502(caller: Caller, fault_proxy: MakeFaultProxy) -> None:
    nobody = AcmeConnection(f"http://127.0.0.1:{free_port()}/api", Secret("sk_1"))
    proxy = fault_proxy(nobody, "faults: []")
    assert proxy.connection.base_url == f"{proxy.url}/api"
    with pytest.raises((Unavailable, OutcomeUnknown)):
        caller.refund(proxy)
    assert {passage.status for passage in proxy.passages} == {502}


def test_links_lead_back_to_the_proxy(fault_proxy: MakeFaultProxy) -> None:
    links: list[str] = []

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(b"[]", headers="".join(links)))

    with serving(answer) as server:
        links.append(f'Link: <{server.url}/v1/orders?page=2>; rel="next"\r\n')
        proxy = fault_proxy(server.url, "faults: []")
        raw = exchange(proxy, b"GET /v1/orders HTTP/1.1\r\nHost: x\r\n\r\n")
    assert f"<{proxy.url}/v1/orders?page=2>".encode() in raw
    with pytest.raises(TypeError, match="of an origin"):
        proxy.connection  # noqa: B018


def exchange(proxy: FaultProxy, request: bytes) -> bytes:
    port = int(proxy.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(request)
        data = b""
        while chunk := client.recv(65536):
            data += chunk
    return data


@pytest.mark.parametrize("request_", [b"", b"nonsense\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Le"])
def test_who_does_not_speak_http_is_hung_up_on(
    vendor: Server, fault_proxy: MakeFaultProxy, request_: bytes
) -> None:
    proxy = fault_proxy(at(vendor), "faults: []")
    port = int(proxy.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(request_)
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100) == b""
    assert proxy.passages == [] and vendor.requests == []


def test_a_chunked_answer_goes_on_with_its_length(fault_proxy: MakeFaultProxy) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n"
    with serving(lambda connection, _: connection.sendall(chunked)) as server:
        proxy = fault_proxy(server.url, "faults: []")
        raw = exchange(proxy, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert raw.endswith(b"\r\n\r\n[]") and b"content-length: 2\r\n" in raw


def test_a_proxy_is_made_within_a_running_loop_and_gives_its_port_back(vendor: Server) -> None:
    async def made() -> str:
        with FaultProxy(at(vendor), "faults: []") as proxy:
            async with Acme(proxy.connection) as client:
                await client.create_refund(charge="ch_1", amount=500)
        proxy.close()
        return proxy.url

    port = int(asyncio.run(made()).rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_closing_waits_for_nobody(vendor: Server) -> None:
    proxy = FaultProxy(at(vendor), "faults: [{latency: 60s}]")
    port = int(proxy.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        before = time.monotonic()
        proxy.close()
        assert time.monotonic() - before < 5


@pytest.mark.parametrize("vendor_", ["ftp://x", "nowhere", "http://"])
def test_a_vendor_is_an_origin(vendor_: str) -> None:
    with pytest.raises(ValueError, match="http"):
        FaultProxy(vendor_, "faults: []")


def test_credentials_are_not_printed_with_what_came_by() -> None:
    """pytest prints what a failing assertion is about."""
    headers = {"authorization": "Bearer tok_1"}
    passage = Passage("GET", "/x?key=tok_1", headers, b"tok_1", None, forwarded=True, status=200)
    assert "tok_1" not in repr(passage)
    assert (passage.method, passage.status) == ("GET", 200)
    assert "GET" in repr(passage) and "200" in repr(passage)
