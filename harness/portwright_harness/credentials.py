"""Credentials in requests: compared by presence and scheme, never by value, never shown."""

from __future__ import annotations

import re

HEADERS = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "cookie",
        "x-api-key",
        "api-key",
        "apikey",
        "x-auth-token",
        "x-csrf-token",
    }
)
# What answers give out.
ANSWERED = frozenset({"set-cookie"})
QUERY = frozenset({"api_key", "apikey", "api-key", "hapikey", "access_token"})

REDACTED = "(redacted)"
NO_SCHEME = "(no scheme)"
PRESENT = "(present)"

_PLACEHOLDER = re.compile(
    r"[\s*xX.-]*|<[^<>]*>|\[?\(?(redacted|filtered|scrubbed|removed|hidden|secret)\)?\]?",
    re.IGNORECASE,
)
# What a client and SAP say to each other in the header that holds a CSRF token.
_WORDS = frozenset({"fetch", "required"})
_SCHEMED = frozenset({"authorization", "proxy-authorization"})


def describe(header: str, value: str) -> str:
    """What of a credential header may be compared: its scheme, or that it is there."""
    if header.lower() not in _SCHEMED:
        return PRESENT
    scheme, _, rest = value.strip().partition(" ")
    if rest.strip():
        return scheme.capitalize()
    return REDACTED if is_placeholder(scheme) else NO_SCHEME


def is_placeholder(value: str) -> bool:
    """Whether a recorder put this text in the place of a secret."""
    return _PLACEHOLDER.fullmatch(value.strip()) is not None


def is_hidden(header: str, value: str) -> bool:
    """Whether a recorded credential header keeps no secret: its scheme and names may stay."""
    lower = header.lower()
    if is_placeholder(value):
        return True
    if lower in ("cookie", "set-cookie"):
        pairs = value.split(";")[: 1 if lower == "set-cookie" else None]
        return all(is_placeholder(pair.partition("=")[2]) for pair in pairs)
    if lower in _SCHEMED:
        _, space, rest = value.strip().partition(" ")
        return bool(space) and is_placeholder(rest)
    return value.strip().lower() in _WORDS


def alike(recorded: str, sent: str) -> bool:
    """Whether two descriptions agree; a recorder that removed the scheme left it open."""
    return recorded in (sent, REDACTED)
