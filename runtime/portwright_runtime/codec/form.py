"""application/x-www-form-urlencoded bodies with nested names: `a[b][c]=1`."""

from collections.abc import Mapping
from typing import Final

from msgspec import UNSET

from portwright_runtime.codec.scalar import plain, present, quoted, quoted_name, text_of

# What is text already, or as good as: no need to ask msgspec what it is on the wire.
_SCALARS: Final = frozenset({str, int, bool})


def encode_form(fields: Mapping[str, object], arrays: str) -> bytes:
    """The body; `arrays` marks elements. What is null or UNSET is left out: an empty value, which
    takes something away at many vendors, must be asked for with an empty text.
    """
    parts: list[str] = []
    for name, value in fields.items():
        add_nested(parts, name, value, arrays)
    return "&".join(parts).encode()


def add_nested(parts: list[str], name: str, value: object, arrays: str) -> None:
    """Add one argument to the encoded `name=value` parts, as many as its leaves."""
    if value is UNSET or value is None:
        return
    if type(value) not in _SCALARS:
        value = plain(value)
    _flatten(parts, name, value, arrays)


def _flatten(parts: list[str], name: str, value: object, arrays: str) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _flatten(parts, f"{name}[{key}]", item, arrays)
    elif isinstance(value, list | tuple):
        # Numbered without the nulls: a gap is an empty element to many servers.
        for index, item in enumerate(present(value)):
            _flatten(parts, name + _marker(arrays, index), item, arrays)
    elif value is not None:
        parts.append(f"{quoted_name(name)}={quoted(text_of(value))}")


def _marker(arrays: str, index: int) -> str:
    return f"[{index}]" if arrays == "[0]" else arrays
