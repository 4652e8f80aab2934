"""What a rule makes of an answer, and how it goes to the client, byte by byte if need be."""

from __future__ import annotations

import asyncio
import socket
import struct
from http import HTTPStatus

from portwright_harness.proxy.script import Replacement, Rule
from portwright_harness.proxy.upstream import Answered, Pairs

_JSON = [(b"content-type", b"application/json")]
# Bodies are taken apart as bytes, so that what is no text survives.
_ENCODING = "utf-8"


def own_answer(rule: Rule) -> Answered:
    """The answer of a rule that does not ask the vendor."""
    return rewritten(rule, Answered(rule.status or 200, list(_JSON), b""))


def rewritten(rule: Rule, answer: Answered) -> Answered:
    """The vendor's answer with the status, headers and body of the rule."""
    body = answer.body
    if isinstance(rule.body, Replacement):
        for old, new in rule.body.texts.items():
            body = body.replace(old.encode(_ENCODING), new.encode(_ENCODING))
    elif rule.body is not None:
        body = rule.body.encode(_ENCODING)
    return Answered(rule.status or answer.status, _headers(rule, answer.headers), body)


def _headers(rule: Rule, headers: Pairs) -> Pairs:
    stated = {name.lower().encode(): value for name, value in rule.headers.items()}
    if isinstance(rule.body, str):
        stated.setdefault(b"content-encoding", None)  # That of the body which is not sent.
    kept = [(name, value) for name, value in headers if name.lower() not in stated]
    return kept + [(name, value.encode()) for name, value in stated.items() if value is not None]


async def send(
    writer: asyncio.StreamWriter, method: str, answer: Answered, rule: Rule | None
) -> None:
    """Write an answer as the rule says; a client that has gone is no mistake."""
    empty = method == "HEAD" or answer.status in (204, 304)
    writer.write(_head(answer, stated=empty))
    body = b"" if empty else answer.body
    if rule is not None and rule.truncate is not None:
        writer.write(body[: rule.truncate])
        await writer.drain()
        # What was written must be on its way before the connection breaks.
        writer.write_eof()
        return
    if rule is None or rule.trickle is None:
        writer.write(body)
        await writer.drain()
        return
    size = rule.trickle.bytes
    for start in range(0, len(body), size):
        writer.write(body[start : start + size])
        await writer.drain()
        await asyncio.sleep(rule.trickle.every)


def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection as a crashed server does."""
    raw = writer.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _head(answer: Answered, *, stated: bool) -> bytes:
    """`stated` keeps a length that the vendor states of a body which is not sent."""
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = [(n, v) for n, v in answer.headers if stated or n.lower() != b"content-length"]
    if not stated:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    headers.append((b"connection", b"close"))
    lines = [f"HTTP/1.1 {answer.status} {phrase}".encode()]
    return b"\r\n".join([*lines, *(n + b": " + v for n, v in headers), b"", b""])
