"""Messages without their secrets, readable: deny by default for headers, by place and by value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from portwright_harness.canonical import FORM
from portwright_harness.credentials import is_hidden
from portwright_harness.json_text import rewritten
from portwright_harness.pairs import Place, placed
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.parts import Part, with_parts
from portwright_harness.recorder.secrets import Secrets
from portwright_harness.recorder.spellings import REDACTED, Spellings, spellings_of
from portwright_harness.recording import Headers, media_of
from portwright_harness.redaction import Redaction

Plain = dict[str, Any]

_FILE = re.compile(rb';\s*filename\*?=("[^"]*"|[^;\r\n]*)', re.I)


@dataclass(frozen=True, slots=True)
class Kept:
    """The headers that a recording keeps beside credentials, in lower case."""

    request: frozenset[str]
    answer: frozenset[str]


@dataclass(slots=True)
class Scrubber:
    """Rewrites the exchanges of one run; `places` is where something was taken out.

    `binary` is what is no text, by its place: of it nothing can be taken out.
    """

    sensitive: Redaction
    kept: Kept
    secrets: Secrets
    places: set[str] = field(default_factory=set)
    binary: list[tuple[str, bytes]] = field(default_factory=list, repr=False)
    _spellings: Spellings = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._spellings = spellings_of(value for _, value in self.secrets.pieces())

    def interaction(self, exchange: Exchange) -> Plain:
        """The exchange as a cassette of vcrpy holds it."""
        # Empty where nothing was sent: to vcrpy's own matcher a null is another body.
        body, sent = self._body("request", exchange.request_headers, exchange.request_body)
        answer, given = self._body("answer", exchange.headers, exchange.body)
        reason = self._text("answer.status", exchange.reason)
        return {
            "request": {
                "method": exchange.method,
                "uri": self._url(exchange.url),
                "body": body,
                "headers": self._headers("request", sent, self.kept.request),
            },
            "response": {
                "status": {
                    "code": exchange.status,
                    "message": reason,
                },
                "headers": self._headers("answer", given, self.kept.answer),
                "body": {"string": answer},
            },
        }

    def _url(self, url: str) -> str:
        parts = urlsplit(url)
        query = self._pairs("query", parts.query, self.sensitive.is_parameter)
        return self._text("query", urlunsplit(parts._replace(query=query, fragment="")))

    def _headers(
        self, side: str, headers: Headers, kept: frozenset[str]
    ) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for spelled, value in sorted(headers, key=lambda pair: pair[0].lower()):
            name = spelled.title()  # Servers and libraries disagree; a diff should not show it.
            where = f"{side}.header.{name}"
            if self.sensitive.is_header(name):
                found.setdefault(name, []).append(self._credential(where, name, value))
            elif name.lower() in kept:
                found.setdefault(name, []).append(self._text(where, value))
        return found

    def _credential(self, where: str, name: str, value: str) -> str:
        """What of a credential says nothing: the scheme, the names of cookies."""
        if is_hidden(name, value):
            return value
        self.places.add(where)
        lower = name.lower()
        if lower in ("cookie", "set-cookie"):
            pairs = value.split(";")[: 1 if lower == "set-cookie" else None]
            return "; ".join(f"{pair.partition('=')[0].strip()}={REDACTED}" for pair in pairs)
        scheme, space, _ = value.strip().partition(" ")
        has_scheme = space and lower in ("authorization", "proxy-authorization")
        return f"{scheme} {REDACTED}" if has_scheme else REDACTED

    def _body(self, side: str, headers: Headers, body: bytes) -> tuple[str | bytes, Headers]:
        """The body, and the headers that go with it."""
        where, media = f"{side}.body", media_of(headers) or ""
        parts = with_parts(body, media, lambda part: self._part(where, part))
        if parts is not None:
            typed = (("Content-Type", parts[1]) if _is_type(pair) else pair for pair in headers)
            return _text_of(parts[0]) or parts[0], tuple(typed)
        text = _text_of(body)
        if text is None:
            self.binary.append((where, body))
            return body, headers
        if media.partition(";")[0].strip().lower() == FORM:
            return self._text(where, self._form(where, text)), headers
        return self._document(where, (), text), headers

    def _document(self, where: str, above: Place, text: str) -> str:
        """JSON, which stands at a place of the body; other text as it is."""
        document = rewritten(
            text,
            lambda place, value: self._leaf(where, (*above, *place), value),
            lambda name: self._text(where, name),
        )
        return self._text(where, text) if document is None else document

    def _part(self, where: str, part: Part) -> Part:
        """A field that is declared is a placeholder whatever it holds, its file's name too."""
        place = f"{where}.{part.name}"
        if self.sensitive.is_field((part.name,)) and part.content:
            self._took(place)
            return Part(
                _FILE.sub(f'; filename="{REDACTED}"'.encode(), part.head), REDACTED.encode()
            )
        head, content = _text_of(part.head), _text_of(part.content)
        self.binary += [(place, part.content)] if content is None else []
        is_json = part.media.partition(";")[0].strip().lower().endswith("json")
        if content is not None:
            shown = self._document(where, (part.name,), content) if is_json else None
            content = shown or self._text(place, content)
        return Part(
            part.head if head is None else self._text(place, head).encode(),
            part.content if content is None else content.encode(),
        )

    def _form(self, where: str, text: str) -> str:
        """A form with its brackets bare: it means the same, and can be read."""
        bare = re.sub("%5B", "[", re.sub("%5D", "]", text, flags=re.I), flags=re.I)
        return self._pairs(where, bare, self._is_field)

    def _is_field(self, name: str) -> bool:
        return self.sensitive.is_field(placed([(name, "")])[0][0])

    def _pairs(self, where: str, text: str, is_secret: Any) -> str:
        return "&".join(self._pair(where, piece, is_secret) for piece in text.split("&"))

    def _pair(self, where: str, piece: str, is_secret: Any) -> str:
        name, equals, value = piece.partition("=")
        if not (equals and value and is_secret(unquote_plus(name))):
            return piece
        self._took(f"{where}.{unquote_plus(name)}")
        return f"{name}={REDACTED}"

    def _leaf(self, where: str, place: Place, value: str) -> str:
        shown = ".".join((where, *(str(step) for step in place if isinstance(step, str))))
        if self.sensitive.is_field(place) and value:
            self._took(shown)
            return REDACTED
        return self._text(shown, value)

    def _text(self, where: str, text: str) -> str:
        """A text without any of the secrets, whatever it holds beside them."""
        clean, count = self._spellings.clean(text)
        if count:
            self._took(where)
        return clean

    def _took(self, where: str) -> None:
        """Names are the vendor's, and may be secrets themselves."""
        self.places.add(self._spellings.clean(where)[0])


def _is_type(pair: tuple[str, str]) -> bool:
    return pair[0].lower() == "content-type"


def _text_of(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def interactions(exchanges: Iterable[Exchange], scrubber: Scrubber) -> list[Plain]:
    """All exchanges of a run, in order."""
    return [scrubber.interaction(exchange) for exchange in exchanges]
