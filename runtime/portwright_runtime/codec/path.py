"""Path parameters into a path template."""

import re
from collections.abc import Mapping
from typing import Final

from portwright_runtime.codec.scalar import quoted, scalar_texts
from portwright_runtime.errors import ConfigurationError

_PLACE: Final = re.compile(r"\{([^{}]+)\}")
# A segment of dots is not data to the servers and proxies on the way: it walks the tree.
_WALKS: Final = frozenset({".", ".."})


def fill_path(template: str, values: Mapping[str, object]) -> str:
    """The template with its parameters percent-encoded.

    Raises ConfigurationError for a parameter that is missing or empty, and where a segment would
    become `.` or `..`.
    """
    path = _PLACE.sub(lambda match: _encoded(match[1], values), template)
    if not _WALKS.isdisjoint(path.partition("?")[0].split("/")):
        raise ConfigurationError(f"a path parameter of {template} makes a segment of dots")
    return path


def _encoded(name: str, values: Mapping[str, object]) -> str:
    texts = scalar_texts(values.get(name))
    if not texts or not all(texts):
        raise ConfigurationError(f"path parameter `{name}` is empty")
    return ",".join(quoted(text) for text in texts)
