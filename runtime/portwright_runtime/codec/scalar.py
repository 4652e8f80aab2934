"""One value as the text that URLs, forms and header fields carry."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import msgspec
from msgspec import UNSET

_PLAIN: Final = re.compile(r"[0-9A-Za-z._~-]*").fullmatch


def plain(value: object) -> object:
    """A value as dicts, lists and scalars, with wire names; dates, enums and decimals as text."""
    return msgspec.to_builtins(value, str_keys=True)


def text_of(value: object) -> str:
    """A scalar as text; null is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def scalar_texts(value: object) -> list[str]:
    """The texts of a scalar or of a list of them; none of a null or of what is not set."""
    if value is UNSET or value is None:
        return []
    if isinstance(value, str):
        return [value]
    bare = plain(value)
    return [text_of(item) for item in bare] if isinstance(bare, list) else [text_of(bare)]


def quoted(text: str) -> str:
    """A text percent-encoded, all but letters, digits and `-._~`."""
    # Most are plain words, and asking is far cheaper than quoting.
    return text if _PLAIN(text) else quote(text, safe="")


@lru_cache(maxsize=1024)
def quoted_name(name: str) -> str:
    """The name of a field or parameter, percent-encoded: they are few, and come again."""
    return quote(name, safe="")
