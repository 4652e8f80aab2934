"""How the answers of an operation make one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Into:
    """Where a cursor goes: a query parameter, a header, or a body field by its path."""

    place: Literal["query", "header", "body"]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A value read from the page, or from an item of it, by its wire path."""

    source: Literal["page", "item"]
    path: tuple[str, ...]


PagingSetting: TypeAlias = str | int | bool | tuple[str, ...] | Into | Read


@dataclass(frozen=True, slots=True)
class Paging:
    """`kind` is a class of the runtime's pagination; `items` leads to the items of a page."""

    kind: str
    settings: tuple[tuple[str, PagingSetting], ...]
    items: tuple[str, ...]
    max_pages: int | None = None
