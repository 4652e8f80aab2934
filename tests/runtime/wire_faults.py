"""What a server does wrong with one request, in bytes, and what the client makes of it."""

import gzip
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from portwright_runtime.errors import (
    AttemptTimeout,
    ConnectionLost,
    DecodeFailed,
    PortwrightError,
    UnexpectedAnswer,
)
from tests.runtime.loopback import gone, reply, reset

REFUND: Final = b'{"id":"re_1","amount":5}'
JSON: Final = "Content-Type: application/json\r\n"
GZIP: Final = f"{JSON}Content-Encoding: gzip\r\n"
GOOD: Final = reply(REFUND, headers=JSON)


@dataclass(frozen=True)
class Fault:
    """One fault. `ends`: what a call without a further attempt ends with; `answered`: the vendor
    said something, so that a write is not lost; `eager`: it comes before the request is read;
    `spoils`: what is left over breaks the next answer on the same connection.
    """

    does: Callable[[socket.socket], None]
    ends: type[PortwrightError]
    answered: bool = False
    eager: bool = False
    spoils: bool = False


def _says(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


def _says_then(data: bytes, then: Callable[[socket.socket], None]) -> Callable[..., None]:
    def does(connection: socket.socket) -> None:
        connection.sendall(data)
        then(connection)

    return does


def _trickles(data: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def does(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.settimeout(0.02)
        while True:
            connection.sendall(drop)
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    return does


def _close(connection: socket.socket) -> None:
    connection.close()


_HEAD, _, _BODY = GOOD.partition(b"\r\n\r\n")
_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
_SHORT = GOOD.replace(b"Content-Length: 24", b"Content-Length: 20")
_PACKED = gzip.compress(REFUND)

FAULTS: Final[dict[str, Fault]] = {
    # Breaks
    "reset before the request is read": Fault(reset, ConnectionLost, eager=True),
    "reset before the answer": Fault(reset, ConnectionLost),
    "reset in the head": Fault(_says_then(_HEAD[:30], reset), ConnectionLost),
    "reset in the body": Fault(_says_then(GOOD[:-9], reset), ConnectionLost),
    "closed before the answer": Fault(_close, ConnectionLost),
    "cut off in the body": Fault(_says_then(GOOD[:-9], _close), ConnectionLost),
    # Delays
    "silent": Fault(gone, AttemptTimeout),
    "silent in the head": Fault(_says_then(_HEAD[:30], gone), AttemptTimeout),
    "silent in the body": Fault(_says_then(GOOD[:-9], gone), AttemptTimeout),
    "trickling head": Fault(_trickles(_HEAD[:17], b"X-A: b\r\n"), AttemptTimeout),
    "trickling body": Fault(_trickles(_OPEN, b" "), AttemptTimeout),
    # Lies
    "no HTTP": Fault(_says_then(b"SSH-2.0-server\r\n\r\n", _close), ConnectionLost),
    "two lengths": Fault(
        _says(GOOD.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n")), ConnectionLost
    ),
    "a length too long": Fault(_says_then(_OPEN + REFUND, _close), ConnectionLost),
    "a length too short": Fault(_says(_SHORT), DecodeFailed, answered=True, spoils=True),
    "a media type of a page": Fault(
        _says(reply(b"<html>", headers="Content-Type: text/html\r\n")), UnexpectedAnswer, True
    ),
    "a page that says it is JSON": Fault(
        _says(reply(b"<html>", headers=JSON)), DecodeFailed, answered=True
    ),
    "gzip that is none": Fault(_says(reply(REFUND, headers=GZIP)), ConnectionLost),
    "gzip cut off": Fault(_says(reply(_PACKED[:-12], headers=GZIP)), DecodeFailed, answered=True),
    "gzip that says it is none": Fault(
        _says(reply(_PACKED, headers=JSON)), DecodeFailed, answered=True
    ),
}
