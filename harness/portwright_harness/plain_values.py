"""Decoded models, and values of a port, as plain dictionaries and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from portwright_runtime import Money


def plain(value: object) -> Any:
    """The value without its classes, models by their names on the wire; what is UNSET is left out,
    leaves (money among them) stay as they are."""
    if isinstance(value, msgspec.Struct):
        return _struct(value)
    if isinstance(value, Money):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _named((f.name, getattr(value, f.name)) for f in fields(value))
    if isinstance(value, Mapping):
        return {str(key): plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(child) for child in value]
    if isinstance(value, msgspec.Raw):
        return msgspec.json.decode(value)
    return value


def _struct(value: msgspec.Struct) -> dict[str, Any]:
    found = _named(
        (field.encode_name, getattr(value, field.name)) for field in msgspec.structs.fields(value)
    )
    config = value.__struct_config__
    if config.tag_field is not None:
        found[config.tag_field] = config.tag
    return found


def _named(pairs: Any) -> dict[str, Any]:
    return {name: plain(child) for name, child in pairs if child is not msgspec.UNSET}
