"""A base URL that a token names: taken only within an allow-list of hosts."""

import re
from dataclasses import dataclass
from typing import Final

from portwright_runtime.errors import ConfigurationError

_LABEL: Final = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_LAST: Final = rf"(?!\d+$)(?!0x[0-9a-f]*$){_LABEL}"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+{_LAST}")
# What a caller names himself may be in a network of his own: `localhost`, `mock`.
_NAME: Final = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*{_LAST}")
# ASCII alone, no user, no port but the usual one, no query, and no backslash that a browser
# would take for a slash.
_URL: Final = re.compile(r"https://([a-z0-9.-]{1,253})(?::443)?((?:/[\w.~-]+)*)/?", re.ASCII | re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseUrlFromToken:
    """`field` of the token answer holds the base URL; its host must fit one of `allow_hosts`.

    A pattern is a host name, or `*.` and one: the star is exactly one label, as in certificates.
    Names in other scripts are compared in their ASCII form (RFC 3492).
    """

    field: str
    allow_hosts: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.allow_hosts:
            raise ConfigurationError("allow_hosts: name at least one host")
        object.__setattr__(self, "allow_hosts", tuple(map(_pattern, self.allow_hosts)))

    def allowed(self, url: object) -> str | None:
        """The URL in its plain form, without a slash at its end; None if it is not allowed."""
        found = _URL.fullmatch(url) if isinstance(url, str) else None
        if not found:
            return None
        host, path = found[1].lower(), found[2]
        if not _HOST.fullmatch(host) or not any(_fits(host, one) for one in self.allow_hosts):
            return None
        dots = any(segment in (".", "..") for segment in path.split("/"))
        return None if dots else f"https://{host}{path}"


def host_of(url: object) -> str | None:
    """The host of a URL that was not allowed, for the error; None if it has no plain one."""
    found = _URL.fullmatch(url) if isinstance(url, str) else None
    return found[1].lower() if found else None


def is_host(text: str) -> bool:
    """Whether a text is the name of a host, in ASCII and nothing beside it."""
    return text.isascii() and _NAME.fullmatch(text.lower()) is not None


def _fits(host: str, pattern: str) -> bool:
    if not pattern.startswith("*."):
        return host == pattern
    first, _, rest = host.partition(".")
    return bool(first) and rest == pattern[2:]


def _pattern(text: str) -> str:
    star, host = ("*.", text[2:]) if text.startswith("*.") else ("", text)
    try:
        ascii_host = host.lower() if host.isascii() else host.encode("idna").decode().lower()
    except UnicodeError:
        ascii_host = ""
    # A star right under a top-level domain would allow everybody.
    if not _HOST.fullmatch(ascii_host):
        raise ConfigurationError(f"allow_hosts: `{text}` is not a host name or `*.` and one")
    return star + ascii_host
