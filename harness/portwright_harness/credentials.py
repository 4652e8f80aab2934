"""Credentials in requests: compared by presence and scheme, never by value, never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from portwright_harness.pairs import Place

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
# Names that OAuth 2 (RFC 6749, 7521, 7523, 7636) and OpenID Connect give to secrets in bodies, and
# those by which vendors hand out keys. `token` and `code` alone mean too much else.
FIELDS = frozenset(
    {
        *("access_token", "refresh_token", "id_token", "client_secret", "client_assertion"),
        *("assertion", "code_verifier", "password", "passwd", "secret", "secret_key"),
        *("private_key", "api_key", "apikey", "api_secret", "session_token", "authorization"),
    }
)

Fields = tuple[tuple[str, ...], ...]
"""Of a spec's `tests.scrub`: names that follow one another at any depth of a body."""

REDACTED = "(redacted)"
NOT_SHOWN = "(not shown)"
NO_SCHEME = "(no scheme)"
PRESENT = "(present)"

_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)')
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


def holds(place: Place, path: tuple[str, ...]) -> bool:
    """Whether the names of a path follow one another in a place; indexes do not count."""
    names = tuple(step for step in place if isinstance(step, str))
    starts = range(len(names) - len(path) + 1)
    return any(names[start : start + len(path)] == path for start in starts)


def is_secret_field(place: Place, declared: Iterable[tuple[str, ...]]) -> bool:
    """Whether a place of a body is secret: as the spec declares, or by its name."""
    named = any(isinstance(step, str) and step.lower() in FIELDS for step in place)
    return named or any(holds(place, path) for path in declared)


def is_secret_path(path: str, declared: Fields) -> bool:
    """The same of a path as people read it, such as `$.keys[0].secret` or `keys.0.secret`."""
    return is_secret_field(_place(path), declared)


def covered(value: object, path: str, declared: Fields) -> object:
    """A value that stands at a path, for people: of what is secret in it only that it is there."""
    return _covered(value, _place(path), declared)


def _covered(value: object, place: Place, declared: Fields) -> object:
    if is_secret_field(place, declared):
        return value if value is None else NOT_SHOWN
    if isinstance(value, Mapping):
        return {name: _covered(one, (*place, str(name)), declared) for name, one in value.items()}
    if isinstance(value, list):
        return [_covered(one, place, declared) for one in value]
    return value


def _place(path: str) -> Place:
    steps = (quoted or plain for quoted, plain in _STEP.findall(path.removeprefix("$")))
    return tuple(step for step in steps if not step.isdigit())


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
