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
    """What stands at some pointers: the object, if one may, and the pointers right below."""

    made: ObjectView | None
    names: frozenset[str]
    below: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Taken:
    """Places of schemas from which everything is selected, by direction; kept from walk to walk
    only if it is `lasting`."""

    lasting: bool
    _places: dict[Direction, set[tuple[str, ...]]] = field(default_factory=dict)

    def of(self, direction: Direction) -> set[tuple[str, ...]]:
        return self._places.setdefault(direction, set()) if self.lasting else set()

    def forget(self) -> None:
        """Keep nothing from now on."""
        self.lasting = False


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
    return (direction, scope if identity.startswith(_INLINE) else "", identity)


def is_scoped(pointers: tuple[str, ...]) -> bool:
    """Whether what stands there is named after the operation that comes by."""
    return any(pointer.startswith(_INLINE) for pointer in pointers)
