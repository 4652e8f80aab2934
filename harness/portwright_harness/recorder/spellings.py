"""Secrets in the spellings that they have in messages, and texts without them.

This looks for spellings made from the secrets. The proof goes the other way, from the text to what
it may stand for, and shares nothing with it.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

REDACTED = "REDACTED"

_LITERAL: tuple[Callable[[str], str], ...] = (
    str,
    html.escape,
    lambda text: text.encode().decode("latin-1"),  # as headers are read
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", r"\/"),
)
# Where upper and lower case of the digits mean the same.
_PERCENT: tuple[Callable[[str], str], ...] = (
    quote_plus,
    quote,
    lambda text: quote(text, safe=""),
)
_ESCAPE = re.compile("%[0-9A-F]{2}")
_BEFORE = re.compile("[A-Za-z0-9+/_-]")
_AFTER = re.compile("[A-Za-z0-9+/_-]*={0,2}")


@dataclass(frozen=True, slots=True)
class Spellings:
    """All spellings of some secrets, as two patterns; of base64 what any neighbours leave alone."""

    plain: re.Pattern[str]
    base64: re.Pattern[str]

    def clean(self, text: str) -> tuple[str, int]:
        """The text with a placeholder for each spelling, and how many there were."""
        found = sorted((*self._plain(text), *self._base64(text)))
        parts, end = [], 0
        count = 0
        for start, stop in found:
            if start >= end:
                parts += [text[end:start], REDACTED]
                count += 1
            end = max(end, stop)
        return "".join((*parts, text[end:])), count

    def _plain(self, text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self.plain.finditer(text))

    def _base64(self, text: str) -> Iterator[tuple[int, int]]:
        """The whole run of base64 around each: a part of it would decode to rubbish."""
        for match in self.base64.finditer(text):
            start, stop = match.span()
            while start and _BEFORE.match(text, start - 1):
                start -= 1
            after = _AFTER.match(text, stop)
            yield start, after.end() if after else stop


def spellings_of(secrets: Iterable[str]) -> Spellings:
    """The spellings of these secrets; without one, nothing is ever found."""
    values = list(secrets)
    plain = {spelling for value in values for spelling in _spellings(value)}
    cores = {re.escape(core) for value in values for core in base64_cores(value.encode())}
    return Spellings(_either(plain), _either(cores))


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Longer ones first: one may begin as another does."""
    ordered = sorted(patterns, key=lambda text: (-len(text), text))
    return re.compile("|".join(ordered) or r"(?!)")


def _spellings(secret: str) -> Iterator[str]:
    for spell in _LITERAL:
        yield re.escape(spell(secret))
    for spell in _PERCENT:
        yield _ESCAPE.sub(lambda match: f"(?i:{match[0]})", re.escape(spell(secret)))
    yield f"(?i:{secret.encode().hex()})"


def base64_cores(data: bytes) -> Iterator[str]:
    """What of the data is the same in base64, whatever stands before and behind it."""
    for shift in range(3):
        first, last = -(-8 * shift // 6), 8 * (shift + len(data)) // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(b"\0" * shift + data).decode()[first:last]
