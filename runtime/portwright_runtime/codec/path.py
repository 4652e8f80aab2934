"""Path parameters into a path template."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from portwright_runtime.codec.scalar import quoted, scalar_texts
from portwright_runtime.codec.written import Written
from portwright_runtime.errors import ConfigurationError

_PLACE: Final = re.compile(r"\{([^{}]+)\}")
# A segment of dots is not data to the servers and proxies on the way: it walks the tree.
_WALKS: Final = frozenset({".", ".."})


def fill_path(template: str, values: Mapping[str, object]) -> str:
    """The template with its parameters percent-encoded.

    Raises ConfigurationError for a parameter that is missing or empty, and where a segment would
    become `.` or `..`.
    """
    pieces = _pieces(template)
    if len(pieces) == 1:
        return pieces[0]
    # Text and the names of parameters take turns.
    filled = [_encoded(piece, values) if n % 2 else piece for n, piece in enumerate(pieces)]
    path = "".join(filled)
    if "." in path and not _WALKS.isdisjoint(path.partition("?")[0].split("/")):
        raise ConfigurationError(f"a path parameter of {template} makes a segment of dots")
    return path


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(_PLACE.split(template))


def _encoded(name: str, values: Mapping[str, object]) -> str:
    value = values.get(name)
    if type(value) is str and value:
        return quoted(value)
    if type(value) is Written:
        return value.text
    texts = scalar_texts(value)
    if not texts or not all(texts):
        raise ConfigurationError(f"path parameter `{name}` is empty")
    return ",".join(quoted(text) for text in texts)
