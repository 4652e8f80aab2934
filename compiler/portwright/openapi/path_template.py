"""What the key of a path says: where the call goes, and what of the query is given with it.

Some documents tell operations of one path apart by a query (`/rest?method=photos.get`), or write
their query parameters into the path (`/alerts?lat={lat}`, `/alerts{?lat,lon}`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
# Source: RFC 6570, 3.2.8 and 3.2.9; names may be marked as lists or be cut (`*`, `:3`).
_EXPANSION = re.compile(r"\{[?&]([^{}]+)\}")
_MARK = re.compile(r"\*$|:\d+$")


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """`sent` is the path, with the part of the query that never changes; `queried` gives the query
    parameter that stands for each placeholder of the rest."""

    sent: str
    queried: Mapping[str, str]

    @property
    def placeholders(self) -> dict[str, None]:
        """Those that are filled in `sent`, in order."""
        return dict.fromkeys(PLACEHOLDER.findall(self.sent))


@lru_cache(maxsize=4096)
def read_path(key: str) -> PathTemplate:
    """Take a key apart. What stands behind `#` is never sent."""
    whole = key.partition("#")[0]
    queried = {
        _MARK.sub("", name): _MARK.sub("", name)
        for names in _EXPANSION.findall(whole)
        for name in names.split(",")
    }
    path, _, query = _EXPANSION.sub("", whole).partition("?")
    constant: list[str] = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        if found := PLACEHOLDER.fullmatch(value):
            queried[found[1]] = name
        else:
            constant.append(pair)
    return PathTemplate(f"{path}?{'&'.join(constant)}" if constant else path, queried)
