"""Query parameters in the styles of OpenAPI."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from msgspec import UNSET

from portwright_runtime.codec.form import add_nested
from portwright_runtime.codec.scalar import plain, present, quoted, quoted_name, text_of

# Adds one argument to the encoded `name=value` parts.
Add = Callable[[list[str], str, object, str], None]


class QueryStyle(Enum):
    """`style` and `explode` of a query parameter, as one word."""

    FORM = "form"
    FORM_COMMA = "form_comma"
    SPACE = "space"
    PIPE = "pipe"
    DEEP_OBJECT = "deep_object"


FORM: Final = QueryStyle.FORM
FORM_COMMA: Final = QueryStyle.FORM_COMMA
SPACE: Final = QueryStyle.SPACE
PIPE: Final = QueryStyle.PIPE
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
        else:
            _ADDERS[styles.get(name, FORM)](parts, name, value, arrays)
    return "&".join(parts)


def _add_exploded(parts: list[str], name: str, value: object, arrays: str) -> None:
    bare = plain(value)
    if isinstance(bare, dict):
        parts += [f"{quoted(str(key))}={quoted(text_of(item))}" for key, item in _pairs(bare)]
    else:
        parts += [f"{quoted_name(name)}={quoted(text_of(item))}" for item in present(bare)]


def _pairs(bare: dict[object, object]) -> list[tuple[object, object]]:
    return [(key, item) for key, item in bare.items() if item is not None]


def _joined(delimiter: str) -> Add:
    def add(parts: list[str], name: str, value: object, arrays: str) -> None:
        bare = plain(value)
        if isinstance(bare, dict):
            items = [text_of(part) for pair in _pairs(bare) for part in pair]
        else:
            items = [text_of(item) for item in present(bare)]
        parts.append(f"{quoted_name(name)}={delimiter.join(map(quoted, items))}")

    return add


_ADDERS: Final[Mapping[QueryStyle, Add]] = {
    FORM: _add_exploded,
    FORM_COMMA: _joined(","),
    SPACE: _joined("%20"),
    PIPE: _joined("%7C"),
    DEEP_OBJECT: add_nested,
}
