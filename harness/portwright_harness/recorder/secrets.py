"""The secrets of a run, by name: those of the connection, and those that went over the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portwright_harness.canonical import body_leaves
from portwright_harness.credentials import is_hidden, is_placeholder
from portwright_harness.json_values import NotJsonError, leaves, parse_json
from portwright_harness.pairs import Place, decode_pairs
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.problem import RecordingRefusedError
from portwright_harness.recorder.spellings import spellings_of
from portwright_harness.recording import Headers, media_of
from portwright_harness.redaction import Redaction
from portwright_harness.shapes import shaped
from portwright_runtime import Secret
from portwright_runtime.connection import Connection

# What is shorter stands in any text by chance: of it nothing can be proved.
SHORTEST = 6
# The same for what only went by: a word of a redacted field may well be a word of another.
SHORTEST_SEEN = 8
_LONG_LINE = 16

# What is told of a file beside its content: words of everywhere.
_OF_FILE = (("filename",), ("type",))

_BREAK = re.compile(r"[\r\n]+|\\+[rn]")  # also as JSON escapes it
_ALNUM = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Values by the names that may be said; neither is shown by repr."""

    values: Mapping[str, str] = field(repr=False)

    def with_seen(self, found: Iterable[tuple[str, str]]) -> Secrets:
        """These and what went over the wire; each value once."""
        known = dict(self.values)
        held = set(known.values())
        for name, value in found:
            if _is_telling(value) and value not in held:
                known[_free(name, known)] = value
                held.add(value)
        return Secrets(known)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The values, and what of them is secret by itself: lines of a key, parts of a token."""
        for name, value in self.values.items():
            yield name, value
            for piece in _pieces(value):
                yield name, piece

    def hidden(self, text: str) -> str:
        """A text that may be printed."""
        return spellings_of(value for _, value in self.pieces()).clean(text)[0]


def secrets_of(connection: Connection, names: Iterable[str]) -> Secrets:
    """The secrets of a connection, and what is made of them for each call.

    Raises RecordingRefusedError for one that is too short to be looked for.
    """
    found: dict[str, str] = {}
    for name in names:
        value = getattr(connection, name, None)
        if isinstance(value, Secret) and value:
            found[name] = value.reveal()
    for name, value in found.items():
        if len(value) < SHORTEST:
            text = f"the secret `{name}` has fewer than {SHORTEST} characters: no search of"
            raise RecordingRefusedError(f"{text} a recording could prove that it is not there")
    auth = connection.auth
    sent = (*auth.header_fields(), *auth.query_parameters())
    return Secrets(found).with_seen((f"credential {n}", _bare(n, v)) for n, v in sent)


def seen(exchange: Exchange, places: Redaction) -> Iterator[tuple[str, str]]:
    """What of an exchange is secret by its place or its shape."""
    for name, value in decode_pairs(urlsplit(exchange.url).query):
        if places.is_parameter(name):
            yield f"query {name}", value
    sides = (
        ("request", exchange.request_headers, exchange.request_body),
        ("answer", exchange.headers, exchange.body),
    )
    for side, headers, body in sides:
        yield from _in_headers(side, headers, places)
        for place, value in _leaves(headers, body):
            name = f"{side} field {'.'.join(map(str, place))}"
            if places.is_field(place):
                yield name, value
            for found in shaped(value):
                yield name, found


def _in_headers(side: str, headers: Headers, places: Redaction) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if not places.is_header(name):
            for found in shaped(value):
                yield f"{side} header {name}", found
        elif name.lower() in ("cookie", "set-cookie"):
            pairs = value.split(";")[: 1 if name.lower() == "set-cookie" else None]
            for pair in pairs:
                yield f"{side} cookie", pair.partition("=")[2].strip().strip('"')
        elif not is_hidden(name, value):
            yield f"{side} header {name}", _bare(name, value)


def _leaves(headers: Headers, body: bytes) -> Iterator[tuple[Place, str]]:
    media = media_of(headers) or ""
    try:
        for place, value in leaves(parse_json(body)):
            yield place, value if value[:1] != '"' else _unquoted(value)
    except NotJsonError:
        for place, value in body_leaves(body, media):
            if not (media.lower().startswith("multipart/") and place[1:] in _OF_FILE):
                yield place, value if value[:1] != '"' else _unquoted(value)


def _unquoted(value: str) -> str:
    import json

    try:
        text = json.loads(value)
    except ValueError:
        return value
    return text if isinstance(text, str) else value


def _bare(name: str, value: str) -> str:
    """A credential without its scheme."""
    if name.lower() not in ("authorization", "proxy-authorization"):
        return value
    scheme, space, rest = value.strip().partition(" ")
    return rest if space else scheme


def _pieces(value: str) -> Iterator[str]:
    lines = _BREAK.split(value)
    if len(lines) > 1:
        yield from (x for x in lines if len(x) >= _LONG_LINE and not x.startswith("-----"))
    parts = value.split(".")
    if len(parts) == 3 and value.startswith("eyJ"):
        yield from (part for part in parts[1:] if len(part) >= _LONG_LINE)


def _is_telling(value: str) -> bool:
    long = len(value) >= SHORTEST_SEEN and not is_placeholder(value)
    return long and _ALNUM.search(value) is not None


def _free(name: str, known: Mapping[str, str]) -> str:
    number = 2
    found = name
    while found in known:
        found, number = f"{name} ({number})", number + 1
    return found
