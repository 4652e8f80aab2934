"""Schemas in use become shapes: pruned to the selection, inline types hoisted and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from portwright.ir.member_names import field_names
from portwright.ir.naming import class_name, class_names, component_name, is_below
from portwright.ir.naming import place_name as named_after_place
from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Deviation,
    Direction,
    Field,
    Json,
    Map,
    Model,
    Named,
    NamedChoice,
    Null,
    Scalar,
    ScalarKind,
    Shape,
    Struct,
    Union,
    members,
)
from portwright.lower.unions import union
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, ScalarView, Untyped, View
from portwright.semantics.selection import Selection
from portwright.semantics.use import Key, Use, key_of

_KINDS: Mapping[str, ScalarKind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_FORMATS: Mapping[tuple[str, str], ScalarKind] = {
    ("string", "decimal"): "decimal",
    ("number", "decimal"): "exact",
}
# A decimal is written as text, which a JSON number is not; exact numbers are read, not sent.
_SENT_FORMATS: Mapping[tuple[str, str], ScalarKind] = {("string", "decimal"): "decimal"}
_EXACT = Scalar("exact")
_NO_DEVIATION = Deviation()
_MOST_NAMED_BRANCHES = 3
# Types without a name stand within one another, and are written out wherever they stand.
_MOST_NESTED = 32
_MOST_PARTS = 1000
# More say less than their type does: nobody reads them, and they take memory in every process.
MOST_CONSTANTS = 10_000
# msgspec decodes larger integers, but has no constants of them.
_LEAST, _MOST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Models:
    """Models sorted by name, and the final names of the placeholders in shapes."""

    models: tuple[Model, ...]
    names: Mapping[str, str]

    def shape(self, shape: Shape) -> Shape:
        return _renamed(shape, self.names)


class ShapeBuilder:
    """Builds shapes over one selection; `finish` names everything that was met.

    `roots` gives, for each scope (an operation's name), the labels of the places under
    `#/paths` that its inline schemas are named after; `parameters` what tells those of its
    parameters apart from all others, whichever number they have.
    """

    def __init__(
        self,
        selection: Selection,
        roots: Mapping[str, Mapping[str, str]],
        parameters: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._parameters = parameters
        self._selection = selection
        self.schemas = selection.schemas
        self._roots = roots
        self._wished: dict[str, str] = {}
        self._choices: dict[str, NamedChoice] = {}
        self._done: set[Key] = set()
        self._open: set[str] = set()
        self._parts = 0

    def shape(self, pointers: tuple[str, ...], direction: Direction, scope: str) -> Shape:
        """The shape of a value; names in it are placeholders until `finish`."""
        view = self.schemas.merged(pointers)
        if view.anything is not None:
            return _untyped(view.anything, view.pointer, direction)
        # Lists of branches may lead to one schema at different depths, and do not hold themselves.
        place = view.pointer if len(pointers) == 1 else " ".join(pointers)
        if place in self._open:
            return Anything("a list or a map that holds itself", view.pointer)
        self._parts = self._parts + 1 if self._open else 0
        if len(self._open) >= _MOST_NESTED or self._parts > _MOST_PARTS:
            return Anything("a type of too many lists and maps within one another", view.pointer)
        self._open.add(place)
        exact = direction is Direction.READ and not self._selection.exact.isdisjoint(pointers)
        try:
            return self._shape(view, direction, scope, exact=exact)
        finally:
            self._open.discard(place)

    def _shape(self, view: View, direction: Direction, scope: str, *, exact: bool) -> Shape:
        scalars = view.scalars
        if view.told is not None and direction is Direction.READ:
            scalars = (view.told,)
        texts = {v for item in scalars if item.kind == "string" for v in item.values or ()}
        found: list[Shape] = [
            _EXACT if exact and scalar.kind == "number" else _scalar(scalar, direction, len(texts))
            for scalar in scalars
        ]
        if view.arrays:
            found.append(Array(self.shape(view.arrays, direction, scope)))
        if view.maps:
            found.append(Map(self._map_value(view, direction, scope)))
        if (made := one_object(view)) is not None:
            found.append(self._object(made, direction, scope))
        if not found:
            nothing = Anything("a schema that allows nothing", view.pointer)
            return Null() if view.nullable else nothing
        merged = union(found, nullable=view.nullable)
        return self._hoisted(merged, scalars, direction, scope)

    def finish(self) -> Models:
        structs: dict[str, Struct] = {}
        while pending := sorted(self._selection.uses.keys() - self._done):
            for key in pending:
                struct = self._struct(key, self._selection.uses[key])
                structs[self._identity(key)] = struct
                self._wished.setdefault(self._identity(key), struct.name)
            self._done.update(pending)
        reached: dict[str, Model] = {**structs, **self._choices}
        names = self._names(reached)
        models = [_finished(model, names[identity], names) for identity, model in reached.items()]
        return Models(tuple(sorted(models, key=lambda model: model.name)), names)

    def _names(self, reached: Collection[str]) -> dict[str, str]:
        wanted = [(self._steady(item), _pointer(item), self._wished[item]) for item in reached]
        names = class_names(wanted)
        return {item: names[self._steady(item)] for item in reached}

    def _steady(self, identity: str) -> str:
        """The identity without the numbers of parameters, which others before them change."""
        _, scope, pointer = identity.split(" ", 2)
        for place, steady in self._parameters.get(scope, {}).items():
            if is_below(pointer, place):
                return identity.replace(place, steady, 1)
        return identity

    def _struct(self, key: Key, use: Use) -> Struct:
        direction, scope, identity = key
        properties = use.view.properties
        python = field_names(use.names)
        fields = [
            Field(
                python[wire],
                wire,
                self.shape(properties[wire], direction, scope),
                wire in use.view.required,
                self._deviation(properties[wire]),
            )
            for wire in sorted(use.names, key=lambda wire: (wire not in use.view.required, wire))
        ]
        unselected = tuple(sorted(properties.keys() - set(use.names)))
        wished = self._wish(key, use.view)
        return Struct(wished, identity, direction, tuple(fields), unselected)

    def _deviation(self, pointers: tuple[str, ...]) -> Deviation:
        known = self.schemas.overrides
        if known.is_empty:
            return _NO_DEVIATION
        return Deviation(
            not known.missing.isdisjoint(pointers),
            not known.nullable.isdisjoint(pointers),
            tuple(value for pointer in pointers for value in known.extra.get(pointer, ())),
            pointers,
        )

    def _object(self, made: ObjectView, direction: Direction, scope: str) -> Shape:
        key = key_of(direction, scope, made.identity)
        identity = self._identity(key)
        self._selection.uses.setdefault(key, Use(made))
        if identity not in self._wished:
            self._wished[identity] = self._wish(key, made)
        return Named(identity)

    def _map_value(self, view: View, direction: Direction, scope: str) -> Shape:
        if None in view.maps:
            return _untyped(self.schemas.untyped(view.pointer), view.pointer, direction)
        return self.shape(view.map_values, direction, scope)

    def _hoisted(
        self, shape: Shape, views: tuple[ScalarView, ...], direction: Direction, scope: str
    ) -> Shape:
        """Choices of two or more constants get a name of their own; those of one stay inline, and
        those of one schema that has texts and numbers, which are called after the same place."""
        found: dict[Choice, str] = {}
        for view in views:
            choice = _scalar(view, direction)
            if isinstance(choice, Choice) and len(choice.values) > 1 and choice in members(shape):
                found.setdefault(choice, view.pointer)
        counts = Counter(found.values())
        named: dict[Shape, Shape] = {
            choice: self._named(choice, pointer, direction, scope)
            for choice, pointer in found.items()
            if counts[pointer] == 1
        }
        parts = tuple(named.get(member, member) for member in members(shape))
        return parts[0] if len(parts) == 1 else Union(parts)

    def _named(self, choice: Choice, pointer: str, direction: Direction, scope: str) -> Shape:
        key = key_of(direction, scope, pointer)
        identity = self._identity(key)
        if identity not in self._wished:
            self._wished[identity] = self._place_name(key)
        self._choices.setdefault(identity, NamedChoice("", pointer, direction, choice))
        return Named(identity)

    def _wish(self, key: Key, made: ObjectView) -> str:
        if 0 < len(made.branches) <= _MOST_NAMED_BRANCHES:
            parts = [class_name(component_name(item) or item) for item in made.branches]
            return _for_direction("Or".join(parts), key[0], component=True)
        return self._place_name(key)

    def _place_name(self, key: Key) -> str:
        direction, scope, identity = key
        pointer = identity.partition("|")[0]
        name = named_after_place(pointer, self._roots.get(scope, {}))
        return _for_direction(name, direction, component=pointer.startswith("#/components/"))

    def _identity(self, key: Key) -> str:
        return " ".join((key[0].value, key[1] or "-", key[2]))


def _pointer(identity: str) -> str:
    return identity.split(" ", 2)[2]


def _for_direction(name: str, direction: Direction, *, component: bool) -> str:
    return f"{name}Input" if component and direction is Direction.SEND else name


def _untyped(why: Untyped, pointer: str, direction: Direction) -> Shape:
    if why.open:
        return Json(direction, why.reason, pointer)
    return Anything(why.reason, pointer)


def _scalar(view: ScalarView, direction: Direction, texts: int = 1) -> Shape:
    """Constants stay closed where we send; what a vendor sends may grow, so there one constant
    says no more than its type; but one of several `texts` tells the branches of a union apart."""
    formats = _FORMATS if direction is Direction.READ else _SENT_FORMATS
    plain = Scalar(formats.get((view.kind, view.format or ""), _KINDS[view.kind]))
    values = tuple(dict.fromkeys(view.values or ()))
    is_open = direction is Direction.READ
    several = view.kind == "string" and texts > 1
    if not values or view.kind == "number" or (is_open and len(values) == 1 and not several):
        return plain
    if len(values) > MOST_CONSTANTS:
        return plain
    if view.kind == "integer" and not all(_LEAST <= value <= _MOST for value in values):
        return plain
    return Choice(_KINDS[view.kind], values, is_open)


def _finished(model: Model, name: str, names: Mapping[str, str]) -> Model:
    if isinstance(model, NamedChoice):
        return replace(model, name=name)
    fields = tuple(replace(item, shape=_renamed(item.shape, names)) for item in model.fields)
    return replace(model, name=name, fields=fields)


def _renamed(shape: Shape, names: Mapping[str, str]) -> Shape:
    match shape:
        case Named(name):
            return Named(names.get(name, name))
        case Array(item):
            return Array(_renamed(item, names))
        case Map(value):
            return Map(_renamed(value, names))
        case Union(parts):
            return Union(tuple(_renamed(part, names) for part in parts))
        case _:
            return shape
