"""application/x-www-form-urlencoded bodies with nested names: `a[b][c]=1`."""

from collections.abc import Iterator, Mapping

from msgspec import UNSET

from portwright_runtime.codec.scalar import plain, quoted, text_of


def encode_form(fields: Mapping[str, object], arrays: str) -> bytes:
    """The body; null is an empty value, what is UNSET is left out, `arrays` marks elements."""
    return "&".join(
        f"{quoted(name)}={quoted(text)}"
        for field, value in fields.items()
        for name, text in pairs(field, value, arrays)
    ).encode()


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
