"""Query parameters in the styles of OpenAPI."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Final

from msgspec import UNSET

from portwright_runtime.codec.form import pairs
from portwright_runtime.codec.scalar import plain, quoted, text_of

Encoded = Iterator[tuple[str, str]]


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
    """The query string without `?`; parameters that are null or UNSET are left out."""
    return "&".join(
        f"{name}={value}"
        for key, argument in values.items()
        if argument is not UNSET and argument is not None
        for name, value in _ENCODERS[styles.get(key, FORM)](key, argument, arrays)
    )


def _exploded(name: str, value: object, arrays: str) -> Encoded:
    bare = plain(value)
    if isinstance(bare, dict):
        for key, item in bare.items():
            yield quoted(str(key)), quoted(text_of(item))
    else:
        for item in bare if isinstance(bare, list) else [bare]:
            yield quoted(name), quoted(text_of(item))


def _deep(name: str, value: object, arrays: str) -> Encoded:
    for key, text in pairs(name, value, arrays):
        yield quoted(key), quoted(text)


def _joined(delimiter: str) -> Callable[[str, object, str], Encoded]:
    def encode(name: str, value: object, arrays: str) -> Encoded:
        bare = plain(value)
        if isinstance(bare, dict):
            items = [text_of(part) for pair in bare.items() for part in pair]
        else:
            items = [text_of(item) for item in (bare if isinstance(bare, list) else [bare])]
        yield quoted(name), delimiter.join(map(quoted, items))

    return encode


_ENCODERS: Final[Mapping[QueryStyle, Callable[[str, object, str], Encoded]]] = {
    FORM: _exploded,
    FORM_COMMA: _joined(","),
    SPACE: _joined("%20"),
    PIPE: _joined("%7C"),
    DEEP_OBJECT: _deep,
}
