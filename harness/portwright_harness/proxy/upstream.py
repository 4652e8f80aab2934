"""One request to the vendor, and its whole answer: HTTP/1.1 by h11 over asyncio's streams."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

Pairs = list[tuple[bytes, bytes]]

MAX_BODY = 64 * 1024 * 1024
_CHUNK = 65_536
# Of one connection, not of the message; a length is stated anew for the body that is sent on.
_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade"}
    | {b"transfer-encoding"}
)


class NoAnswerError(Exception):
    """The other side hung up, or does not speak HTTP."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: Pairs
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it came."""

    status: int
    headers: Pairs
    body: bytes


async def receive_request(reader: asyncio.StreamReader) -> Asked | None:
    """The one request of a connection; None where the client hung up before it was whole."""
    connection = h11.Connection(h11.SERVER)
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = await _next(connection, reader)
        if isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            _bound(body)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return Asked(head.method.decode(), head.target.decode(), _end_to_end(head), bytes(body))
        elif isinstance(event, h11.ConnectionClosed):
            return None


async def ask(origin: str, asked: Asked) -> Answered:
    """Send a request on to an origin; raises OSError and NoAnswerError."""
    parts = urlsplit(origin)
    secure = ssl.create_default_context() if parts.scheme == "https" else None
    port = parts.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=secure)
    try:
        connection = h11.Connection(h11.CLIENT)
        writer.write(_request(connection, parts.netloc, asked))
        await writer.drain()
        return await _answer(connection, reader)
    finally:
        writer.close()


def _request(connection: h11.Connection, host: str, asked: Asked) -> bytes:
    headers = [(n, v) for n, v in asked.headers if n not in (b"host", b"expect", b"content-length")]
    headers += [(b"host", host.encode()), (b"connection", b"close")]
    if asked.body or asked.method not in ("GET", "HEAD", "DELETE", "OPTIONS"):
        headers.append((b"content-length", str(len(asked.body)).encode()))
    request = h11.Request(method=asked.method, target=asked.target, headers=headers)
    events = [request, *([h11.Data(data=asked.body)] if asked.body else []), h11.EndOfMessage()]
    return b"".join(connection.send(event) or b"" for event in events)


async def _answer(connection: h11.Connection, reader: asyncio.StreamReader) -> Answered:
    head: h11.Response | None = None
    body = bytearray()
    while True:
        event = await _next(connection, reader)
        if isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            _bound(body)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return Answered(head.status_code, _end_to_end(head), bytes(body))
        elif isinstance(event, h11.ConnectionClosed):
            raise NoAnswerError("the vendor hung up before its answer was whole")


async def _next(connection: h11.Connection, reader: asyncio.StreamReader) -> h11.Event:
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError as error:
            raise NoAnswerError(f"not HTTP: {error}") from None
        if event is not h11.NEED_DATA and event is not h11.PAUSED:
            assert isinstance(event, h11.Event)
            return event
        connection.receive_data(await reader.read(_CHUNK))


def _end_to_end(message: h11.Request | h11.Response) -> Pairs:
    return [(bytes(name), bytes(value)) for name, value in message.headers if name not in _HOP]


def _bound(body: bytearray) -> None:
    if len(body) > MAX_BODY:
        raise NoAnswerError(f"a body of more than {MAX_BODY} bytes")
