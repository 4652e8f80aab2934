"""What is used of which schema: objects by direction and place, with the names selected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from portwright.ir.shapes import Direction
from portwright.openapi.view import ObjectView

Key: TypeAlias = tuple[Direction, str, str]

_INLINE = "#/paths/"


@dataclass(slots=True)
class Use:
    """One object schema in one direction, and the properties of it that are used."""

    view: ObjectView
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Level:
    """What stands at some pointers: the object, if one may, with its properties, and the items of
    lists and maps."""

    made: ObjectView | None
    names: frozenset[str]
    properties: tuple[tuple[str, ...], ...]
    items: tuple[tuple[str, ...], ...]

    def scope(self, scope: str) -> str:
        """The scope of the properties where the level is reached in `scope`."""
        return scope if self.made is None else scope_inside(scope, self.made.identity)


@dataclass(frozen=True, slots=True)
class Root:
    """A place where a value enters or leaves: the schemas, the direction, and for inline
    schemas under `#/paths` the operation (`scope`) that names them.

    `title` is what messages call the schema.
    """

    pointers: tuple[str, ...]
    direction: Direction
    scope: str
    title: str


def key_of(direction: Direction, scope: str, identity: str) -> Key:
    return (direction, scope_inside(scope, identity), identity)


def scope_inside(scope: str, identity: str) -> str:
    """What stands inside an operation is another class for each that comes by; not so what is
    reached through a shared schema, which is one class for all."""
    return scope if identity.startswith(_INLINE) else ""
