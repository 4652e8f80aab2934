"""Files among the parts of a multipart body: what a document calls a binary string."""

from __future__ import annotations

from portwright.ir.shapes import Array, Scalar, Shape, Union, members
from portwright.openapi.effective import Schemas
from portwright.openapi.view import View

_FILE = Scalar("file")


def with_files(shape: Shape, pointers: tuple[str, ...], schemas: Schemas) -> Shape:
    """The shape of a part, with files where it, or the items of its list, are binary."""
    view = schemas.merged(pointers)
    items = bool(view.arrays) and _is_binary(schemas.merged(view.arrays))
    binary = _is_binary(view)
    parts = tuple(
        _FILE
        if binary and part == Scalar("string")
        else Array(_FILE)
        if items and isinstance(part, Array) and part.item == Scalar("string")
        else part
        for part in members(shape)
    )
    return parts[0] if len(parts) == 1 else Union(parts)


def _is_binary(view: View) -> bool:
    return any(item.kind == "string" and item.format == "binary" for item in view.scalars)
