"""Types of the wire, pruned and named: what a generated model can hold.

A shape is closed under msgspec: every one of them has a decoder. `lower` makes them from
schemas, `models` and `emit` read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias


class Direction(StrEnum):
    """Which way a value travels; a model is made for one direction."""

    SEND = "send"
    READ = "read"


ScalarKind: TypeAlias = Literal[
    "string", "integer", "number", "boolean", "decimal", "exact", "bytes", "file"
]
Literals: TypeAlias = tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """`decimal` is written as text, `exact` is a JSON number that is read as a decimal; a `file` is
    a part of a multipart body, and stands in no model."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True)
class Null:
    pass


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few constants. An `open` one (what a vendor sends) accepts others of `kind`."""

    kind: ScalarKind
    values: Literals
    open: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A Struct or a named choice of this package."""

    name: str


@dataclass(frozen=True, slots=True)
class Array:
    item: Shape


@dataclass(frozen=True, slots=True)
class Map:
    value: Shape


@dataclass(frozen=True, slots=True)
class Json:
    """Any JSON value: the document leaves it open, at the schema of `pointer`."""

    direction: Direction
    reason: str = field(default="", compare=False)
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Anything:
    """A value that the document types and we do not, an escape: `reason` says why, `pointer` which
    schema it is."""

    reason: str
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Union:
    """At least two members, `Null` last; msgspec can tell them apart."""

    members: tuple[Shape, ...]


Shape: TypeAlias = Scalar | Null | Choice | Named | Array | Map | Json | Anything | Union


@dataclass(frozen=True, slots=True)
class Deviation:
    """What the vendor does against its own document at one field, as far as it is known; the
    pointers lead to where the document says otherwise."""

    missing: bool = False
    nullable: bool = False
    extra: Literals = ()
    pointers: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return self.missing or self.nullable or bool(self.extra)


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the Python name, `wire` the vendor's. Shape and `required` hold the deviation."""

    name: str
    wire: str
    shape: Shape
    required: bool
    deviation: Deviation = Deviation()


@dataclass(frozen=True, slots=True)
class Struct:
    """`pointer` tells the schema in the vendor's document that it was pruned from, `unselected` the
    names there of which no field was made."""

    name: str
    pointer: str
    direction: Direction
    fields: tuple[Field, ...]
    unselected: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NamedChoice:
    name: str
    pointer: str
    direction: Direction
    choice: Choice


Model: TypeAlias = Struct | NamedChoice


def members(shape: Shape) -> tuple[Shape, ...]:
    """The members of a union, or the shape alone."""
    return shape.members if isinstance(shape, Union) else (shape,)


def without_null(shape: Shape) -> Shape:
    rest = tuple(member for member in members(shape) if not isinstance(member, Null))
    return rest[0] if len(rest) == 1 else Union(rest) if rest else shape


def is_nullable(shape: Shape) -> bool:
    return any(isinstance(member, Null) for member in members(shape))
