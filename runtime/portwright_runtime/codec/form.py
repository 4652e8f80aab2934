"""application/x-www-form-urlencoded bodies with nested names: `a[b][c]=1`."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import UNSET

from portwright_runtime.codec.scalar import plain, quoted, quoted_name, text_of

# What is text already, or as good as: no need to ask msgspec what it is on the wire.
_TEXTS: Final = frozenset({str, bool, type(None)})


def encode_form(fields: Mapping[str, object], arrays: str) -> bytes:
    """The body; null is an empty value, what is UNSET is left out, `arrays` marks elements."""
    parts: list[str] = []
    for field, value in fields.items():
        kind = type(value)
        if kind is int:
            parts.append(f"{quoted_name(field)}={value}")
        elif kind in _TEXTS:
            parts.append(f"{quoted_name(field)}={quoted(text_of(value))}")
        elif value is not UNSET:
            flat = pairs(field, value, arrays)
            parts += [f"{quoted(name)}={quoted(text)}" for name, text in flat]
    return "&".join(parts).encode()


def pairs(name: str, value: object, arrays: str) -> Iterator[tuple[str, str]]:
    """The flat pairs of one argument."""
    if value is not UNSET:
        yield from _flatten(name, plain(value), arrays)


def _flatten(name: str, value: object, arrays: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flatten(f"{name}[{key}]", item, arrays)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flatten(name + _marker(arrays, index), item, arrays)
    else:
        yield name, text_of(value)


def _marker(arrays: str, index: int) -> str:
    return f"[{index}]" if arrays == "[0]" else arrays
