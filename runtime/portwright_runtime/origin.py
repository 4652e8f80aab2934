"""URLs that a vendor names: followed on the vendor's own origin, and nowhere else."""

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import quote, unquote_plus, urldefrag, urljoin, urlsplit

PORTS: Final = {"http": 80, "https": 443}
# What RFC 3986 lets stand in a URL; vendors also send blanks and letters outside ASCII.
_AS_IT_IS: Final = "%:/?#[]@!$&'()*+,;=-._~"
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\\]")


class ForeignURL(ValueError):
    """A URL that must not be followed; the text says why and does not hold it."""


def followed(base: str, reference: str) -> str:
    """`reference` resolved against the URL `base` (RFC 3986), if it is of the same origin.

    Raises ForeignURL for another scheme, host or port, for one that names a user, and for text
    that is no URL: credentials would go where it points.
    """
    text = reference.strip(" ")
    if not text or _UNFIT.search(text):
        raise ForeignURL("it is no URL")
    try:
        target = urldefrag(urljoin(base, quote(text, safe=_AS_IT_IS)))[0]
        ours, theirs = _origin(base), _origin(target)
    except ValueError:
        raise ForeignURL("it is no URL") from None
    if ours != theirs:
        raise ForeignURL("it leads to another origin")
    return target


def within(url: str, private: Collection[str] = ()) -> str:
    """Path and query of a URL: what says the same on whatever origin it is followed.

    Query parameters named in `private` are left out: vendors echo what we authenticate with.
    """
    parts = urlsplit(url)
    path = "/" + parts.path.lstrip("/")
    query = parts.query
    if private:
        pairs = query.split("&")
        query = "&".join(p for p in pairs if unquote_plus(p.partition("=")[0]) not in private)
    return f"{path}?{query}" if query else path


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ForeignURL("it names a user")
    if not parts.hostname:
        raise ForeignURL("it names no host")
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
