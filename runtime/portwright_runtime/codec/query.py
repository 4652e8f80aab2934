"""Query parameters in the styles of OpenAPI."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from msgspec import UNSET

from portwright_runtime.codec.form import add_nested
from portwright_runtime.codec.scalar import (
    leaf_text,
    pairs_of,
    plain,
    present,
    quoted,
    quoted_name,
)
from portwright_runtime.codec.written import Reserved, unreserved

# Adds one argument to the encoded `name=value` parts.
Add = Callable[[list[str], str, object, str], None]


class QueryStyle(Enum):
    """`style` and `explode` of a query parameter, as one word."""

    FORM = "form"
    FORM_COMMA = "form_comma"
    SPACE = "space"
    PIPE = "pipe"
    TAB = "tab"
    DEEP_OBJECT = "deep_object"


FORM: Final = QueryStyle.FORM
FORM_COMMA: Final = QueryStyle.FORM_COMMA
SPACE: Final = QueryStyle.SPACE
PIPE: Final = QueryStyle.PIPE
TAB: Final = QueryStyle.TAB
DEEP_OBJECT: Final = QueryStyle.DEEP_OBJECT


def encode_query(
    values: Mapping[str, object], styles: Mapping[str, QueryStyle], arrays: str
) -> str:
    """The query string without `?`; what is null or UNSET is left out, within a value too."""
    parts: list[str] = []
    for name, value in values.items():
        if value is UNSET or value is None:
            continue
        if type(value) is str:
            # A text is the same in every style.
            parts.append(f"{quoted_name(name)}={quoted(value)}")
        elif type(value) is Reserved:
            inner = encode_query({name: value.value}, styles, arrays)
            parts += [unreserved(inner)] if inner else []
        else:
            add_styled(parts, name, value, styles.get(name, FORM), arrays)
    return "&".join(parts)


def add_styled(parts: list[str], name: str, value: object, style: QueryStyle, arrays: str) -> None:
    """Add one argument to the encoded `name=value` parts in a style. OpenAPI does not say how to
    write what stands deeper than the style reaches: but for a list in an object, that is JSON.
    """
    if value is not UNSET and value is not None:
        _ADDERS[style](parts, name, value, arrays)


def _add_exploded(parts: list[str], name: str, value: object, arrays: str) -> None:
    bare = plain(value)
    if isinstance(bare, dict):
        for key, item in pairs_of(bare):
            _add_items(parts, quoted(str(key)), item)
    else:
        _add_items(parts, quoted_name(name), bare)


def _add_items(parts: list[str], name: str, bare: object) -> None:
    parts += [f"{name}={quoted(leaf_text(item))}" for item in present(bare)]


def _joined(delimiter: str) -> Add:
    def add(parts: list[str], name: str, value: object, arrays: str) -> None:
        bare = plain(value)
        if isinstance(bare, dict):
            items = [leaf_text(part) for pair in pairs_of(bare) for part in pair]
        else:
            items = [leaf_text(item) for item in present(bare)]
        parts.append(f"{quoted_name(name)}={delimiter.join(map(quoted, items))}")

    return add


_ADDERS: Final[Mapping[QueryStyle, Add]] = {
    FORM: _add_exploded,
    FORM_COMMA: _joined(","),
    SPACE: _joined("%20"),
    PIPE: _joined("%7C"),
    TAB: _joined("%09"),
    DEEP_OBJECT: add_nested,
}
