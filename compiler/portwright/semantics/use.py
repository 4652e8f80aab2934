"""What is used of which schema: objects by direction and place, with the names selected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from portwright.ir.shapes import Direction
from portwright.openapi.view import ObjectView

Key: TypeAlias = tuple[Direction, str, str]


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
    return (direction, scope if identity.startswith("#/paths/") else "", identity)
