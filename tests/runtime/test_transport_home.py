"""The httpx2 transports in another event loop, and in a forked process."""

import asyncio
import gc
import socket

import pytest

from portwright_runtime import WireRequest
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.transport.async_httpx2 import AsyncHttpx2Transport
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport
from tests.runtime.loopback import reply, serving


def request(url: str) -> WireRequest:
    return WireRequest("GET", url, (), None, 5.0, 30.0, 0.0)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_one_loop_after_another() -> None:
    ports: list[int] = []

    def script(connection: socket.socket, _: bytes) -> None:
        ports.append(connection.getpeername()[1])
        connection.sendall(reply())

    with serving(script) as server:
        transport = AsyncHttpx2Transport()

        async def twice() -> None:
            await transport.send(request(server.url))
            await transport.send(request(server.url))

        asyncio.run(twice())
        asyncio.run(twice())
        gc.collect()
    first, second, third, fourth = ports
    assert first == second != third == fourth


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_forked_process_makes_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []

    def script(connection: socket.socket, _: bytes) -> None:
        ports.append(connection.getpeername()[1])
        connection.sendall(reply())

    with serving(script) as server:
        sync = SyncHttpx2Transport()
        kept = sync._inner
        sync.send(request(server.url))

        async def forked() -> None:
            transport = AsyncHttpx2Transport()
            await transport.send(request(server.url))
            monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)
            await transport.send(request(server.url))
            await transport.aclose()

        asyncio.run(forked())
        sync.send(request(server.url))
        sync.close()
        kept.close()
    assert len(set(ports)) == 4
