"""Types of what a vendor's document leaves open: any JSON value, told apart by direction.

To msgspec they are `Any`, which decodes JSON to exactly what `Json` says; a type checker sees the
recursive types, which take no cast and leak nothing.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
    """What is read: narrow it with `isinstance` or `match`."""
    JsonObjectInput: TypeAlias = "Mapping[str, JsonInput]"
    """An object that is sent: a `dict[str, str]` fits as well as a `dict[str, Json]`."""
    JsonInput: TypeAlias = (
        "JsonObjectInput | Sequence[JsonInput] | str | int | float | bool | Struct | None"
    )
    """What is sent: JSON values, and models of a generated package."""
else:
    Json = Any
    JsonInput = Any
    JsonObjectInput = Mapping[str, Any]

__all__ = ["Json", "JsonInput", "JsonObjectInput"]
