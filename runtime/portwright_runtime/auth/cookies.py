"""The cookies of one session (RFC 6265, as far as one address needs it)."""

import re
from collections.abc import Iterable
from typing import Final

# What a client may send back, and how much of it.
_COOKIE: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}=[!#-+\--:<-\[\]-~\" ,]{0,4096}")
_LONGEST: Final = 16 * 1024
_GONE: Final = re.compile(r";\s*max-age\s*=\s*(?:-\d+|0+)\s*(?:;|$)", re.ASCII | re.IGNORECASE)


def cookie_field(set_cookies: Iterable[str]) -> str | None:
    """The Cookie field that gives back every cookie set; None if there is none, or too much."""
    kept: dict[str, str] = {}
    for line in set_cookies:
        pair = line.partition(";")[0].strip()
        name, _, value = pair.partition("=")
        if not _COOKIE.fullmatch(pair):
            continue
        if _GONE.search(line):
            kept.pop(name, None)
        else:
            kept[name] = value
    field = "; ".join(f"{name}={value}" for name, value in kept.items())
    return field if field and len(field) <= _LONGEST else None
