"""The httpx2 transports against real sockets."""

import asyncio
import gzip
import socket
import threading
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from portwright_runtime import WireRequest, WireResponse
from portwright_runtime.errors import (
    AnswerTooLarge,
    AttemptTimeout,
    ConfigurationError,
    ConnectFailed,
    ConnectionLost,
    TransportFailed,
)
from portwright_runtime.transport.async_httpx2 import AsyncHttpx2Transport
from portwright_runtime.transport.cutoff import Cutoff
from portwright_runtime.transport.sync_httpx2 import SyncHttpx2Transport
from tests.runtime.loopback import free_port, reply, reset, serving

# Far more than anything here needs, and still an end.
LONG = 30.0


def request(url: str, *, timeout: float = LONG, method: str = "GET", **parts: Any) -> WireRequest:
    headers = parts.pop("headers", ())
    body = parts.pop("body", None)
    return WireRequest(method, url, headers, body, min(timeout, 5.0), timeout, 0.0)


class Sender:
    """Sends over a transport of either kind, several requests over the same one."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, *requests: WireRequest, inner: Any = None, **options: Any) -> WireResponse:
        if self.kind == "async":
            return asyncio.run(self._async(requests, inner, options))
        transport = SyncHttpx2Transport(inner, **options)
        try:
            return [transport.send(request) for request in requests][-1]
        finally:
            transport.close()

    async def _async(self, requests: Any, inner: Any, options: Any) -> WireResponse:
        transport = AsyncHttpx2Transport(inner, **options)
        try:
            return [await transport.send(request) for request in requests][-1]
        finally:
            await transport.aclose()


@pytest.fixture(params=["async", "sync"])
def send(request: pytest.FixtureRequest) -> Sender:
    return Sender(request.param)


def test_bytes_go_out_and_come_in_as_they_are(send: Sender) -> None:
    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(b"\xff\0", "207 Multi-Status", "X-A: 1\r\nX-A: \xe9\r\n"))

    with serving(script) as server:
        url = f"{server.url}/v1/a%2Fb%20c?q%5B%5D=a%20b&c=x,y%7Cz"
        fields = (("X-One", "1"), ("Content-Type", "text/plain"))
        answer = send(request(url, method="POST", headers=fields, body=b"\0body"))
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert (answer.status, answer.body) == (207, b"\xff\0")
    assert answer.headers.all("x-a") == ("1", "Ã©")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /v1/a%2Fb%20c?q%5B%5D=a%20b&c=x,y%7Cz HTTP/1.1"
    assert body == b"\0body"
    assert {"X-One: 1", "Content-Type: text/plain", "Content-Length: 5"} <= set(lines)
    assert not any(line.lower().startswith(("user-agent", "cookie")) for line in lines)


def test_connections_are_kept(send: Sender) -> None:
    ports: list[int] = []

    def script(connection: socket.socket, _: bytes) -> None:
        ports.append(connection.getpeername()[1])
        connection.sendall(reply())

    with serving(script) as server:
        send(request(server.url), request(server.url))
    assert len(ports) == 2 and len(set(ports)) == 1


def test_redirects_are_answers(send: Sender) -> None:
    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(b"", "302 Found", "Location: /elsewhere\r\n"))

    with serving(script) as server:
        answer = send(request(server.url))
        assert (answer.status, len(server.requests)) == (302, 1)


def test_compressed_bodies_are_opened(send: Sender) -> None:
    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(gzip.compress(b"plain"), headers="Content-Encoding: gzip\r\n"))

    with serving(script) as server:
        assert send(request(server.url)).body == b"plain"


def failure(send: Sender, *requests: WireRequest, **options: Any) -> TransportFailed:
    with pytest.raises(TransportFailed) as caught:
        send(*requests, **options)
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    return caught.value


def test_connection_refused_has_sent_nothing(send: Sender) -> None:
    error = failure(send, request(f"http://127.0.0.1:{free_port()}"))
    assert isinstance(error, ConnectFailed) and not error.sent


def test_a_host_without_address_has_sent_nothing(
    send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    error = failure(send, request("http://shop.example"))
    assert isinstance(error, ConnectFailed) and not error.sent


Breaking = Callable[[socket.socket], None]


def mid_body(connection: socket.socket) -> None:
    connection.sendall(reply(b"x" * 100)[:-50])
    reset(connection)


def closed_early(connection: socket.socket) -> None:
    connection.sendall(reply(b"x" * 100)[:-50])
    connection.close()


def no_answer(connection: socket.socket) -> None:
    connection.close()


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-server\r\n\r\n")
    connection.close()


def bad_gzip(connection: socket.socket) -> None:
    connection.sendall(reply(b"not gzip", headers="Content-Encoding: gzip\r\n"))


@pytest.mark.parametrize("breaks", [mid_body, closed_early, no_answer, no_http, bad_gzip])
def test_an_answer_that_breaks_off_was_sent_for(send: Sender, breaks: Breaking) -> None:
    with serving(lambda connection, _: breaks(connection)) as server:
        error = failure(send, request(server.url))
    assert isinstance(error, ConnectionLost) and error.sent


def bad_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nSet-Cookie : sid=do_not_show\r\n\r\n")
    connection.close()


def test_what_the_vendor_sent_is_not_shown(send: Sender) -> None:
    with serving(lambda connection, _: bad_header(connection)) as server:
        error = failure(send, request(server.url))
    assert str(error) == "the answer broke off, or is not HTTP"
    assert error.__context__ is None


def endless(connection: socket.socket, over: threading.Event, start: bytes, drop: bytes) -> None:
    connection.sendall(start)
    while not over.wait(0.02):
        connection.sendall(drop)


DRIPS = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
    "nothing": (b"", b""),
}


@pytest.mark.parametrize("where", DRIPS)
def test_a_server_that_drips_is_cut(send: Sender, where: str) -> None:
    # Without a cut this would go on until the server gives up, which it does not.
    holder: list[threading.Event] = []

    def script(connection: socket.socket, _: bytes) -> None:
        endless(connection, holder[0], *DRIPS[where])

    with serving(script) as server:
        holder.append(server.over)
        guard = threading.Timer(LONG, server.over.set)
        guard.start()
        # Long enough to connect on a machine that does other work, far from LONG all the same.
        error = failure(send, request(server.url, timeout=1.0))
        guard.cancel()
        assert not server.over.is_set()
    assert isinstance(error, AttemptTimeout) and error.sent


def test_a_server_that_does_not_read_is_cut(send: Sender) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        error = failure(send, request(url, timeout=0.3, method="POST", body=b"x" * 50_000_000))
    assert isinstance(error, AttemptTimeout) and error.sent


def test_a_body_over_the_bound_is_refused(send: Sender) -> None:
    with serving(lambda connection, _: connection.sendall(reply(b"x" * 1000))) as server:
        assert len(send(request(server.url), max_body=1000).body) == 1000
        assert isinstance(failure(send, request(server.url), max_body=999), AnswerTooLarge)


def test_a_body_that_grows_over_the_bound_is_refused(send: Sender) -> None:
    packed = gzip.compress(b"\0" * 1_000_000)

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(packed, headers="Content-Encoding: gzip\r\n"))

    with serving(script) as server:
        error = failure(send, request(server.url), max_body=100_000)
    assert len(packed) < 100_000 and isinstance(error, AnswerTooLarge)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "shop.example/v1", "http://[::1/"])
def test_an_address_that_is_none_is_a_fault_of_configuration(send: Sender, url: str) -> None:
    with pytest.raises(ConfigurationError):
        send(request(url))


def test_a_transport_of_the_users_own_is_used_and_left_open(send: Sender) -> None:
    def handle(asked: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"url": str(asked.url)})

    answer = send(request("http://shop.example/v1"), inner=httpx2.MockTransport(handle))
    assert answer.body == b'{"url":"http://shop.example/v1"}'


def test_a_slow_transport_of_the_users_own_may_have_sent(send: Sender) -> None:
    def handle(asked: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("slow", request=asked)

    error = failure(send, request("http://shop.example"), inner=httpx2.MockTransport(handle))
    assert isinstance(error, AttemptTimeout) and error.sent


def test_errors_that_are_not_of_transport_pass(send: Sender) -> None:
    def handle(asked: httpx2.Request) -> httpx2.Response:
        raise LookupError("no interaction")

    with pytest.raises(LookupError):
        send(request("http://shop.example"), inner=httpx2.MockTransport(handle))


def test_a_timeout_while_connecting_has_sent_nothing() -> None:
    class Connecting(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            await asyncio.Event().wait()
            raise AssertionError

    error = failure(
        Sender("async"), request("http://shop.example", timeout=0.05), inner=Connecting()
    )
    assert isinstance(error, AttemptTimeout) and not error.sent


def test_a_cancelled_request_is_cancelled() -> None:
    async def cancelled(url: str, came: threading.Event) -> None:
        transport = AsyncHttpx2Transport()
        task = asyncio.ensure_future(transport.send(request(url)))
        await asyncio.to_thread(came.wait, LONG)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await transport.aclose()

    came = threading.Event()
    with serving(lambda connection, _: came.set()) as server:
        asyncio.run(cancelled(server.url, came))
    assert came.is_set()


class TestCutoff:
    def test_clamps_to_what_is_left(self) -> None:
        cutoff = Cutoff()
        assert cutoff.clamp(None) is None and cutoff.clamp(3.0) == 3.0
        with cutoff.after(5.0):
            assert cutoff.clamp(3.0) == 3.0
            for asked in (None, 60.0):
                clamped = cutoff.clamp(asked)
                assert clamped is not None and 0 < clamped <= 5.0
            assert not cutoff.passed
        assert cutoff.clamp(60.0) == 60.0

    def test_lets_nothing_begin_when_the_time_is_over(self) -> None:
        cutoff = Cutoff()
        with cutoff.after(-1.0):
            assert cutoff.passed
            with pytest.raises(httpx2.WriteTimeout):
                cutoff.clamp(60.0, httpx2.WriteTimeout)

    def test_ends_what_is_within_and_not_what_is_around(self) -> None:
        cutoff = Cutoff()
        with cutoff.after(-1.0):
            with cutoff.after(5.0):
                assert not cutoff.passed
            assert cutoff.passed
        assert not cutoff.passed

    def test_is_each_threads_own(self) -> None:
        cutoff = Cutoff()
        seen: list[float | None] = []
        with cutoff.after(5.0):
            thread = threading.Thread(target=lambda: seen.append(cutoff.clamp(60.0)))
            thread.start()
            thread.join()
        assert seen == [60.0]


def test_a_closed_transport_of_its_own_sends_nothing() -> None:
    request = WireRequest("GET", "http://127.0.0.1:9/", (), None, 1.0, 1.0, 1.0)
    transport = SyncHttpx2Transport()
    transport.close()
    with pytest.raises(ConfigurationError, match="closed"):
        transport.send(request)

    async def sent() -> None:
        twin = AsyncHttpx2Transport()
        await twin.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await twin.send(request)

    asyncio.run(sent())
