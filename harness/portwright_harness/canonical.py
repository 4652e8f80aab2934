"""Requests in canonical form: two requests that mean the same to the vendor give the same lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote_to_bytes, urlsplit

from portwright_harness import credentials
from portwright_harness.json_values import NotJsonError, leaves, parse_json
from portwright_harness.multipart import read_parts
from portwright_harness.pairs import Place, decode_pairs, placed
from portwright_harness.recording import media_of

Part = Literal["method", "url", "query", "credential", "header", "body"]

FORM = "application/x-www-form-urlencoded"

_DEFAULT_PORTS = {"http": 80, "https": 443}
_JSON_MEDIA = re.compile(r"application/(json|[^;]+\+json)|text/json", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")

# Set by HTTP libraries, proxies and telemetry; never compared, even when somebody lists them.
VOLATILE_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "date",
        "host",
        "keep-alive",
        "traceparent",
        "tracestate",
        "transfer-encoding",
        "user-agent",
        "x-request-id",
    }
)


@dataclass(frozen=True, slots=True)
class Message:
    """A request as it goes over the wire; `headers` in order, `body` None where there is none."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a request is compared.

    `headers` (lower case) are compared beside Content-Type and credentials; `media` is assumed
    for a body that names no Content-Type; `volatile` are places of the body or query whose value
    is not compared, only its presence.
    """

    headers: frozenset[str] = frozenset()
    credential_headers: frozenset[str] = credentials.HEADERS
    credential_query: frozenset[str] = credentials.QUERY
    media: str | None = None
    volatile: frozenset[Place] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Line:
    """One comparable fact of a request."""

    part: Part
    place: Place
    value: str


def canonical(message: Message, rules: Rules) -> tuple[Line, ...]:
    """The facts of a request, in the order of the request."""
    url = urlsplit(message.url)
    return (
        Line("method", (), message.method.upper()),
        Line("url", (), _address(message.url)),
        *_query(url.query, rules),
        *_headers(message, rules),
        *_body(message, rules),
    )


def _address(url: str) -> str:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    port = parts.port
    shown = "" if port is None or port == _DEFAULT_PORTS.get(scheme) else f":{port}"
    segments = [quote(unquote_to_bytes(segment), safe="") for segment in parts.path.split("/")]
    return f"{scheme}://{parts.hostname or ''}{shown}{'/'.join(segments) or '/'}"


def _query(text: str, rules: Rules) -> Iterator[Line]:
    pairs = decode_pairs(text)
    for name, _ in pairs:
        if name.lower() in rules.credential_query:
            yield Line("credential", ("query", name), credentials.PRESENT)
    rest = [pair for pair in pairs if pair[0].lower() not in rules.credential_query]
    yield from _lines("query", placed(rest), rules)


def _headers(message: Message, rules: Rules) -> Iterator[Line]:
    for name, value in message.headers:
        lower = name.lower()
        if lower in rules.credential_headers:
            yield Line("credential", (lower,), credentials.describe(lower, value))
        elif lower == "content-type":
            if message.body:
                yield Line("header", (lower,), _essence(value))
        elif lower in rules.headers and lower not in VOLATILE_HEADERS:
            yield Line("header", (lower,), value.strip())


def _body(message: Message, rules: Rules) -> Iterator[Line]:
    if not message.body:
        return
    stated = media_of(message.headers)
    media = stated or rules.media or ""
    yield from _lines("body", body_leaves(message.body, media), rules)


def body_leaves(body: bytes, media: str) -> list[tuple[Place, str]]:
    """The values of a body with their places; one that cannot be taken apart is a single leaf."""
    essence = _essence(media)
    if _JSON_MEDIA.fullmatch(essence):
        try:
            return list(leaves(parse_json(body)))
        except NotJsonError:
            return [((), _opaque(body))]
    if essence == FORM:
        return placed(decode_pairs(body.decode("utf-8", "surrogateescape")))
    if essence.startswith("multipart/"):
        return read_parts(body, media) or [((), _opaque(body))]
    return [((), _opaque(body))]


def _lines(part: Part, found: list[tuple[Place, str]], rules: Rules) -> Iterator[Line]:
    for place, value in found:
        yield Line(part, place, "(volatile)" if place in rules.volatile else value)


def _essence(media: str) -> str:
    return media.partition(";")[0].strip().lower()


def _opaque(body: bytes) -> str:
    """A body that is compared byte by byte: its text, or a digest where it is no text."""
    text = body.decode("utf-8", "replace")
    if not _CONTROL.search(text):
        return text
    return f"({len(body)} bytes, sha256 {hashlib.sha256(body).hexdigest()})"
