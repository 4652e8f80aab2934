"""Servers and resolvers that keep a call busy: the time ends it, whatever they do."""

import asyncio
import contextlib
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portwright_runtime import CallOptions, WireRequest
from portwright_runtime.errors import (
    AttemptTimeout,
    ConnectFailed,
    DeadlineExceeded,
    TransportFailed,
)
from portwright_runtime.transport.async_httpx2 import AsyncHttpx2Transport
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport
from tests.runtime.doubles import Account
from tests.runtime.loopback import Server, serving
from tests.runtime.shop import SyncShop

# Far more than anything here needs, and still an end.
LONG = 30.0
SOON = 0.4

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def empty_gzip() -> tuple[bytes, bytes]:
    """The beginning of a gzip stream, and blocks of it that hold nothing."""
    packer = zlib.compressobj(wbits=31)
    begin = packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH)
    return begin, b"\x00\x00\x00\xff\xff" * 2000


BEGIN, NOTHING = empty_gzip()
# What is said at first, and what is said again and again: never does a read wait for it.
FLOODS = {
    "early hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 200),
    "a gzip stream of nothing": (
        CHUNKED + b"Content-Encoding: gzip\r\n\r\n" + chunk(BEGIN),
        chunk(NOTHING),
    ),
    "chunks of a byte": (CHUNKED + b"\r\n", chunk(b" ") * 200),
}


@contextmanager
def flooding(begin: bytes, again: bytes) -> Iterator[Server]:
    """A server that goes on until its client has gone, or the guard's time is over."""
    over = threading.Event()

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(begin)
        while not over.is_set():
            connection.sendall(again)

    guard = threading.Timer(LONG, over.set)
    guard.start()
    with serving(script) as server:
        try:
            yield server
            assert not over.is_set(), "only the guard ended it"
        finally:
            over.set()
            guard.cancel()
            guard.join()


def failed(kind: str, url: str, seconds: float) -> TransportFailed:
    request = WireRequest("GET", url, (), None, seconds, seconds, 0.0)

    async def send() -> None:
        transport = AsyncHttpx2Transport()
        try:
            await transport.send(request)
        finally:
            await transport.aclose()

    with pytest.raises(TransportFailed) as caught:
        if kind == "async":
            asyncio.run(send())
        else:
            with contextlib.closing(SyncHttpx2Transport()) as transport:
                transport.send(request)
    return caught.value


@pytest.mark.parametrize("kind", ["async", "sync"])
@pytest.mark.parametrize("flood", FLOODS)
def test_a_server_that_always_has_something_to_say_is_cut(kind: str, flood: str) -> None:
    with flooding(*FLOODS[flood]) as server:
        error = failed(kind, server.url, SOON)
    assert isinstance(error, AttemptTimeout) and error.sent


class Resolver:
    """A resolver that says nothing until it is let go; `asked` and `answered` are events."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_go, self.answered = threading.Event(), threading.Event()
        real = socket.getaddrinfo

        def slow(host: Any, *args: Any, **options: Any) -> Any:
            if host != "vendor.example":
                return real(host, *args, **options)
            self.let_go.wait(LONG)
            try:
                return real("127.0.0.1", *args, **options)
            finally:
                self.answered.set()

        monkeypatch.setattr("socket.getaddrinfo", slow)

    def answer_now(self) -> None:
        self.let_go.set()
        assert self.answered.wait(LONG)


def call_sync(url: str) -> None:
    with SyncShop(Account(base_url=url)) as shop:
        shop.create_refund(amount=5, options=CallOptions(deadline=SOON))


def test_a_resolver_that_says_nothing_is_cut_and_nothing_is_sent_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolver = Resolver(monkeypatch)
    with serving(lambda connection, _: None) as server:
        port = server.url.rpartition(":")[2]
        began = time.monotonic()
        with pytest.raises((DeadlineExceeded, ConnectFailed, AttemptTimeout)) as caught:
            call_sync(f"http://vendor.example:{port}")
        assert time.monotonic() - began < LONG / 2
        if isinstance(caught.value, TransportFailed):
            assert not caught.value.sent
        resolver.answer_now()
        assert server.requests == []
