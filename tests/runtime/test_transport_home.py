"""The httpx2 transports in another event loop, and in a forked process."""

import asyncio
import socket

import pytest

from portwright_runtime import WireRequest
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.transport.async_httpx2 import AsyncHttpx2Transport
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport
from tests.runtime.loopback import reply, serving


def request(url: str) -> WireRequest:
    return WireRequest("GET", url, (), None, 5.0, 5.0, 0.0)


def once(connection: socket.socket, _: bytes) -> None:
    # The server has one connection at a time.
    connection.sendall(reply(headers="Connection: close\r\n"))
    connection.close()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_one_loop_after_another() -> None:
    with serving(once) as server:
        transport = AsyncHttpx2Transport()

        async def twice() -> int:
            for _ in range(2):
                await transport.send(request(server.url))
            return id(transport._inner)

        kept = transport._inner
        assert asyncio.run(twice()) == id(kept) != asyncio.run(twice())
        assert len(server.requests) == 4


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_forked_process_makes_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(once) as server:
        sync, asynchronous = SyncHttpx2Transport(), AsyncHttpx2Transport()
        before = sync._inner, asynchronous._inner
        for _ in range(2):
            sync.send(request(server.url))
        assert sync._inner is before[0]
        monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)
        sync.send(request(server.url))
        asyncio.run(asynchronous.send(request(server.url)))
        assert sync._inner is not before[0] and asynchronous._inner is not before[1]
        sync.close()
        assert len(server.requests) == 4
