"""Values that are written in a way of their own before they are put into their place.

Generated code calls these where a document asks for more than the style that the place has by
itself: JSON text, the styles of paths in RFC 6570, characters that URLs reserve, cookies.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from msgspec import UNSET, Struct, UnsetType

from portwright_runtime.codec.json import encode_json
from portwright_runtime.codec.scalar import (
    leaf_text,
    pairs_of,
    plain,
    present,
    quoted,
    scalar_texts,
)

# What may stand in a query and in a path as it is, and ends neither of them, nor a pair of a query:
# `&`, `=`, `+`, `?`, `#` and brackets are encoded even where reserved characters are allowed.
_RESERVED: Final = re.compile("%(?:21|24|27|28|29|2A|2C|2F|3A|3B|40)")
# Source: RFC 6265, 4.1.1. What else a value holds is percent-encoded, as in a query.
_IS_COOKIE: Final = re.compile(r"[!#-+\--:<-\[\]-~]*").fullmatch
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]+")
_PREFIX: Final[Mapping[str, str]] = {"simple": "", "label": ".", "matrix": ";"}
_BETWEEN: Final[Mapping[str, str]] = {"simple": ",", "label": ".", "matrix": ";"}


class Written(Struct, frozen=True):
    """A part of a path that is percent-encoded already; its repr does not show it."""

    text: str

    def __repr__(self) -> str:
        return "Written(...)"


class Reserved(Struct, frozen=True):
    """A value of a query in which reserved characters stay; its repr does not show it."""

    value: object

    def __repr__(self) -> str:
        return "Reserved(...)"


def json_text(value: object) -> str | UnsetType:
    """A value as JSON text, for where a document wants JSON in a query, a header or a path."""
    if value is UNSET:
        return UNSET
    # Header fields carry ASCII, and JSON can do with it.
    return _NOT_ASCII.sub(lambda found: _escaped(found[0]), encode_json(value).decode())


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def reserved(value: object) -> object:
    """A value of a query in which reserved characters are not encoded."""
    return value if value is UNSET or value is None else Reserved(value)


def unreserved(encoded: str) -> str:
    """A percent-encoded text with the reserved characters in it as they are."""
    return _RESERVED.sub(lambda found: unquote(found[0]), encoded)


def in_path(
    value: object, style: str, name: str = "", *, explode: bool = False, reserved: bool = False
) -> object:
    """A value as a `simple`, `label` or `matrix` expansion (RFC 6570, 3.2)."""
    if value is UNSET or value is None:
        return value
    items = list(_items(plain(value), explode))
    if not any(items):
        return UNSET
    if style == "matrix" and not (explode and any("=" in item for item in items)):
        items = [f"{quoted(name)}={text}" for text in (items if explode else [",".join(items)])]
    between = _BETWEEN[style] if explode else ","
    text = _PREFIX[style] + between.join(items)
    return Written(unreserved(text) if reserved else text)


def _items(bare: object, explode: bool) -> Iterator[str]:
    if not isinstance(bare, dict):
        yield from (quoted(leaf_text(item)) for item in present(bare))
        return
    for key, item in pairs_of(bare):
        name, text = quoted(str(key)), quoted(leaf_text(item))
        yield from [f"{name}={text}"] if explode else [name, text]


def exploded(value: object) -> object:
    """A value of a header field in which an object is `a=1,b=2`."""
    bare = plain(value) if value is not UNSET else None
    if not isinstance(bare, dict):
        return value
    return [f"{key}={leaf_text(item)}" for key, item in pairs_of(bare)]


def joined(value: object, delimiter: str) -> str | UnsetType:
    """The items of a list as one text."""
    return delimiter.join(scalar_texts(value)) or UNSET


def cookies(values: Mapping[str, object]) -> str | UnsetType:
    """The `Cookie` field of what is set."""
    return "; ".join(_cookies(values)) or UNSET


def _cookies(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        if value is UNSET or value is None:
            continue
        text = ",".join(scalar_texts(value))
        known = name if _IS_COOKIE(name) and "=" not in name else quoted(name)
        yield f"{known}={text if _IS_COOKIE(text) else quoted(text)}"
