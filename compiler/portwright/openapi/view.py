"""What a schema in effect looks like: its scalars, objects, arrays and maps, each gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who allowed a deviation, why, and until which day (as in `2027-01-31`)."""

    pointer: str
    kind: str
    reason: str
    owner: str
    expires: str
    extra: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Overrides:
    """Deviations: what the vendor really does where its document says otherwise, by pointer."""

    missing: frozenset[str] = frozenset()
    nullable: frozenset[str] = frozenset()
    extra: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    reviewed: tuple[Reviewed, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.missing or self.nullable or self.extra)

    def touches(self, pointer: str) -> bool:
        """Whether a deviation stands at a schema, or within it."""
        if self.is_empty:
            return False
        places = (*self.missing, *self.nullable, *self.extra)
        return any(place == pointer or place.startswith(f"{pointer}/") for place in places)


@dataclass(frozen=True, slots=True)
class Untyped:
    """Why a schema has no type. `open`: the document itself leaves it so, and a value is any JSON;
    otherwise it says something of the type that is not read."""

    reason: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class ScalarView:
    """`values` holds the constants of an enum, without null; None when any value goes."""

    pointer: str
    kind: str
    format: str | None = None
    values: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class ObjectView:
    """An object type. A property may stand in several branches: then several pointers.

    `identity` is the pointer of the schema, or, for merged branches, all of theirs; `branches`
    are those of a union of component schemas.
    """

    identity: str
    properties: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    branches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One schema in effect. All tuples empty and `anything` unset: the type allows nothing.

    `told` says which texts stand, as far as is known, where any may: what tells schemas apart.
    """

    pointer: str
    nullable: bool = False
    scalars: tuple[ScalarView, ...] = ()
    objects: tuple[ObjectView, ...] = ()
    arrays: tuple[str, ...] = ()
    maps: tuple[str | None, ...] = ()
    anything: Untyped | None = None
    told: ScalarView | None = None

    @property
    def map_values(self) -> tuple[str, ...]:
        """What is said of the values of maps, pooled as that of the items of arrays is: maps of two
        kinds cannot be told apart by what is in them."""
        return tuple(value for value in self.maps if value is not None)

    @property
    def is_object(self) -> bool:
        """Whether an object is all that it can be."""
        others = self.scalars or self.arrays or self.maps or self.anything
        return bool(self.objects) and not others
