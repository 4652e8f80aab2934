"""A schema and those that extend it, as one view: what a value of it may be, where it is met.

It is one class, like a union of objects, but called after the schema itself, so that one more
that extends it adds fields and renames nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from portwright.openapi.combine import one_object
from portwright.openapi.pointer import escape
from portwright.openapi.view import ObjectView, ScalarView, View

# Of one class. What everything in a document extends would have thousands: 2,719 is the most in two
# thousand published ones. The next have 556, 294 and 143, and cost nothing that shows.
_MOST_PROPERTIES = 1000
_ANY_KEYS = (None,)
# Of lists and maps that stand in several schemas; but once, since a list may hold itself.
_ITEMS, _VALUES = "/oneOf/items", "/oneOf/additionalProperties"
_Place = TypeVar("_Place", tuple[str, ...], tuple[str | None, ...])


@dataclass(slots=True)
class Families:
    """What was made of schemas that others extend.

    A property that stands in several of them has one pointer more, the last: its place in the
    family, where no schema stands, and which a class of its own is called after.
    """

    _views: dict[str, View] = field(default_factory=dict)
    _places: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __contains__(self, pointer: str) -> bool:
        return pointer in self._views

    def is_place(self, pointer: str) -> bool:
        return pointer in self._places

    def made(
        self, base: View, views: Sequence[View], told: str, constants: tuple[str, ...]
    ) -> View | None:
        """The view of all, `told` being the property that tells them apart; None of what is no
        object, or has more properties than anybody would look through.

        The fields of a base that has none itself are those of the others.
        """
        pointer = base.pointer
        objects = tuple(item for view in (base, *views) for item in _objects(view))
        pooled = one_object(View(pointer, objects=objects))
        if pooled is None or len(pooled.properties) > _MOST_PROPERTIES:
            return None
        properties = {
            name: self._placed(pointer, name, found, constants if name == told else ())
            for name, found in pooled.properties.items()
        }
        family = ObjectView(pointer, properties, pooled.required)
        self._views[pointer] = View(pointer, nullable=base.nullable, objects=(family,))
        return self._views[pointer]

    def at(self, place: str, view: View) -> View:
        """What stands at a place: objects are one class, a text may have constants."""
        constants = self._places[place]
        if constants and _is_free_text(view):
            return replace(view, told=ScalarView(place, "string", None, constants))
        if not place.endswith((_ITEMS, _VALUES)):
            arrays = self._several(view.arrays, place + _ITEMS)
            maps = self._several(view.maps, place + _VALUES)
            view = replace(view, arrays=arrays, maps=maps)
        pooled = one_object(view)
        if pooled is None or len(view.objects) < 2:
            return view
        return replace(view, objects=(ObjectView(place, pooled.properties, pooled.required),))

    def _several(self, found: _Place, place: str) -> _Place:
        """What several lists or maps hold, with its place; what anything may stand in has none."""
        if len(found) < 2 or None in found:
            return found
        self._places[place] = ()
        return (*found, place)

    def _placed(
        self, pointer: str, name: str, found: tuple[str, ...], constants: tuple[str, ...]
    ) -> tuple[str, ...]:
        if len(found) < 2 and not constants:
            return found
        place = f"{pointer}/oneOf/properties/{escape(name)}"
        self._places[place] = constants
        return (*found, place)


def is_extensible(view: View) -> bool:
    """Whether a schema's values are objects, named properties or none."""
    others = view.scalars or view.arrays or view.anything
    return not others and view.maps in ((), _ANY_KEYS)


def as_own(view: View, holder: str) -> View:
    """What a schema takes from the one it extends, as its own."""
    several = len(view.objects) > 1
    objects = tuple(
        replace(item, identity=f"{holder}#{index}" if several else holder, branches=())
        for index, item in enumerate(view.objects)
    )
    return replace(view, pointer=holder, objects=objects)


def _objects(view: View) -> Iterator[ObjectView]:
    if not is_extensible(view):
        return
    yield from view.objects
    if view.maps:
        yield ObjectView(view.pointer, {}, frozenset())


def _is_free_text(view: View) -> bool:
    """Whether it is a text that has no constants, or other ones as well."""
    texts = all(scalar.kind == "string" for scalar in view.scalars)
    others = view.objects or view.arrays or view.maps or view.anything
    return texts and not others and any(scalar.values is None for scalar in view.scalars)
