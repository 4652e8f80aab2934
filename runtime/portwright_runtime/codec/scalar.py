"""One value as the text that URLs, forms and header fields carry."""

import math
import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import msgspec
from msgspec import UNSET

from portwright_runtime.errors import ConfigurationError

_PLAIN: Final = re.compile(r"[0-9A-Za-z._~-]*").fullmatch


def plain(value: object) -> object:
    """A value as dicts, lists and scalars, with wire names; dates, enums and decimals as text.

    ConfigurationError for what is none of these.
    """
    try:
        return msgspec.to_builtins(value, str_keys=True)
    except (TypeError, ValueError, RecursionError):
        kind = type(value).__name__
    raise ConfigurationError(f"a value of type {kind} cannot be sent, or something in it")


def text_of(value: object) -> str:
    """A scalar as text; null is empty. ConfigurationError if it is no scalar, or not finite."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    raise ConfigurationError(f"a value of type {type(value).__name__} has no text that is sent")


def leaf_text(value: object) -> str:
    """A scalar as text; what stands deeper than a style reaches is JSON."""
    if isinstance(value, dict | list | tuple):
        return msgspec.json.encode(value).decode()
    return text_of(value)


def scalar_texts(value: object) -> list[str]:
    """The texts of a scalar, of a list of them, or of the names and values of an object in turn;
    none of a null or of what is not set, there and within the list.
    """
    if value is UNSET or value is None:
        return []
    if isinstance(value, str):
        return [value]
    bare = plain(value)
    if isinstance(bare, dict):
        return [leaf_text(part) for pair in pairs_of(bare) for part in pair]
    return [leaf_text(item) for item in present(bare)]


def pairs_of(bare: dict[object, object]) -> list[tuple[object, object]]:
    """Names and values of a plain object, but for nulls."""
    return [(key, item) for key, item in bare.items() if item is not None]


def present(bare: object) -> list[object]:
    """The items of a plain list, or the one scalar; a null says nothing, here as in a field."""
    items = bare if isinstance(bare, list | tuple) else [bare]
    return [item for item in items if item is not None]


def quoted(text: str) -> str:
    """A text percent-encoded, all but letters, digits and `-._~`."""
    # Most are plain words, and asking is far cheaper than quoting.
    return text if _PLAIN(text) else quote(encoded(text), safe="")


def encoded(text: str) -> bytes:
    """A text in UTF-8; ConfigurationError if it holds what is no character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    # Raised out here: the error above holds the text.
    raise ConfigurationError("a text holds half a character (a lone surrogate)")


@lru_cache(maxsize=1024)
def quoted_name(name: str) -> str:
    """The name of a field or parameter, percent-encoded: they are few, and come again."""
    return quoted(name)
