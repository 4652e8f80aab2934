"""JSON pointers (RFC 6901), as text, as tokens and as trails that cost nothing to extend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

Node: TypeAlias = dict[str, Any]
"""An object of a document."""

Trail: TypeAlias = tuple[Any, str | int]
"""A place while walking: (trail of the parent or None, key); made into text only for a finding."""

MISSING: Any = object()
"""What `look_up` answers where nothing stands."""

SCHEMAS: Final = "#/components/schemas"
"""Where the schemas stand that have a name."""


def escape(token: str) -> str:
    """One token as it is written in a pointer."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def tokens_of(pointer: str) -> tuple[str, ...]:
    """`#/a~1b/c` or `/a~1b/c` as ("a/b", "c"); the root is ()."""
    text = pointer.removeprefix("#").removeprefix("/")
    tokens = text.split("/") if text else ()
    return tuple(map(unescape, tokens)) if "~" in text else tuple(tokens)


def pointer_of(tokens: Iterable[str | int]) -> str:
    """The pointer without a leading `#`; the root is the empty string."""
    return "".join(f"/{escape(str(token))}" for token in tokens)


def trail_pointer(trail: Trail | None, base: str = "") -> str:
    """A trail as a pointer below `base`."""
    keys: list[str | int] = []
    while trail is not None:
        trail, key = trail
        keys.append(key)
    return base + pointer_of(reversed(keys))


def look_up(data: Any, tokens: Iterable[str]) -> Any:
    """What stands at `tokens`, or MISSING."""
    node = data
    for token in tokens:
        node = _step(node, token)
        if node is MISSING:
            return MISSING
    return node


def find_tokens(data: Any, pointer: str) -> tuple[str, ...] | None:
    """The tokens under which `pointer` exists, percent-decoded first, then as written."""
    for text in (unquote(pointer), pointer) if "%" in pointer else (pointer,):
        tokens = tokens_of(text)
        if look_up(data, tokens) is not MISSING:
            return tokens
    return None


def _step(node: Any, token: str) -> Any:
    if isinstance(node, dict):
        return node.get(token, MISSING)
    if isinstance(node, list) and token.isascii() and token.isdigit() and int(token) < len(node):
        return node[int(token)]
    return MISSING
