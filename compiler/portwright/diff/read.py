"""What a vendor answers, before and after: whether our types still hold it.

The question is asked of the shape that was generated, not of the old document: where a shape
holds more than the document said (open enums, unknown fields, `Json`), a change there breaks
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.diff.change import Change
from portwright.diff.held import Held, held_by
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.place import common_place
from portwright.diff.renames import renamed
from portwright.diff.values import kinds_of, listed_values
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Field, Model, Null, Shape, Union, members
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, ScalarView, View

_HOLDS = {
    "string": ("string",),
    "integer": ("integer", "number", "exact"),
    "number": ("number", "exact"),
    "boolean": ("boolean",),
}


@dataclass(frozen=True, slots=True)
class _Level:
    """One pair, with all that is known of it."""

    pair: Pair
    held: Held
    old: View
    new: View
    sides: Sides

    def change(self, family: str, verdict: Verdict, before: str = "", after: str = "") -> Change:
        place = common_place(self.sides, self.pair.old, self.pair.new)
        return Change(family, verdict, *place, before, after)


@dataclass(frozen=True, slots=True)
class ReadComparison:
    """Compares pairs of what is read."""

    sides: Sides
    models: Mapping[str, Model]

    def __call__(self, pair: Pair) -> Compared:
        found = Compared()
        if self.sides.unchanged.at(pair.old, pair.new):
            return found
        held = held_by(pair.shape, self.models)
        if held.free:
            return found
        old, new = self.sides.old.merged(pair.old), self.sides.new.merged(pair.new)
        level = _Level(pair, held, old, new, self.sides)
        if new.anything is not None:
            if old.anything is None or not held.free:
                found.changes.append(("", _untyped(level)))
            return found
        found.changes += [("", change) for change in _values(level)]
        found.inside += _elements(level)
        self._objects(level, found)
        return found

    def _objects(self, level: _Level, found: Compared) -> None:
        """Fields of an object, or the values of one that is a map to us or to the vendor."""
        made, struct = one_object(level.new), level.held.struct
        if level.held.map is not None:
            self._keys(level, level.held.map, made, found)
        if struct is None or not (made or level.new.maps):
            return
        if made is not None and None in level.new.maps:
            found.changes.append(("", _untyped(level)))
            return
        was = one_object(level.old)
        for field in struct.fields:
            self._field(level, field, was, made or _empty(level.new), found)

    def _keys(self, level: _Level, shape: Shape, made: ObjectView | None, found: Compared) -> None:
        old = level.old.map_values
        for values in _values_of_keys(level.new, made):
            pair = Pair(shape, old or values, values, Direction.READ)
            found.inside.append(("{}", pair))
        if None in level.new.maps and not held_by(shape, self.models).free:
            found.changes.append(("{}", _untyped(level)))

    def _field(
        self, level: _Level, field: Field, was: ObjectView | None, made: ObjectView, found: Compared
    ) -> None:
        old = was.properties.get(field.wire, ()) if was is not None else ()
        new = made.properties.get(field.wire, ())
        step = f".{field.wire}"
        if level.new.maps:
            # An object without fields of its own may have any key, this one too, or not.
            made = ObjectView(made.identity, made.properties, frozenset())
            new = (*new, *level.new.map_values) if new else ()
        lost = self._lost(field, old, new, made, was)
        if lost is not None:
            found.changes.append((step, lost))
        if new:
            shape = field.shape if field.required else _optional(field.shape)
            found.inside.append((step, Pair(shape, old or new, new, Direction.READ)))

    def _lost(
        self,
        field: Field,
        old: tuple[str, ...],
        new: tuple[str, ...],
        made: ObjectView,
        was: ObjectView | None,
    ) -> Change | None:
        """Why the field may be missing from now on."""
        place = old[0] if old else made.identity
        if not new:
            before = was.properties if was is not None else {}
            meant = renamed(field.wire, before, made.properties, self.sides)
            gone = Verdict.BREAKS_MAPPING
            return Change(
                "response-property-removed", gone, place, before=field.wire, suggestion=meant
            )
        if self.sides.new.is_flag(new, "writeOnly") and not self.sides.old.is_flag(
            old, "writeOnly"
        ):
            gone = Verdict.BREAKS_MAPPING
            return Change("response-property-write-only", gone, place, new[0])
        was_there = was is not None and field.wire in was.required
        if field.wire in made.required or not (field.required or was_there):
            return None
        verdict = Verdict.BREAKS_PARSE if field.required else Verdict.DEGRADED
        return Change("response-property-optional", verdict, place, new[0], "required", "optional")


def _untyped(level: _Level) -> Change:
    before = ", ".join(kinds_of(level.old))
    return level.change("response-type-open", Verdict.BREAKS_PARSE, before, "any")


def _optional(shape: Shape) -> Shape:
    """What a field holds that may be missing: null reads the same."""
    parts = members(shape)
    return shape if Null() in parts else Union((*parts, Null()))


def _empty(view: View) -> ObjectView:
    return ObjectView(view.pointer, {}, frozenset())


def _values(level: _Level) -> Iterator[Change]:
    """Kinds of value that come in addition, and constants among them."""
    strangers = sorted(set(_strange_kinds(level)))
    if strangers:
        before, after = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
        yield level.change("response-type-widened", Verdict.BREAKS_PARSE, before, after)
    if level.new.nullable and not level.old.nullable:
        verdict = Verdict.DEGRADED if level.held.null else Verdict.BREAKS_PARSE
        yield level.change("response-nullable", verdict, after="null")
    for scalar in level.new.scalars:
        if scalar.kind not in strangers:
            yield from _scalar(level, scalar)
    gone = set(kinds_of(level.old)) - set(kinds_of(level.new)) - {"null"}
    if gone and not strangers:
        before, after = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
        yield level.change("response-type-narrowed", Verdict.INFO, before, after)
    elif level.old.nullable and not level.new.nullable:
        yield level.change("response-not-nullable", Verdict.INFO, "null")


def _strange_kinds(level: _Level) -> Iterator[str]:
    held, new = level.held, level.new
    for scalar in new.scalars:
        if not _holds(held, scalar):
            yield scalar.kind
    if (new.objects or new.maps) and not held.is_object:
        yield "object"
    if new.arrays and held.array is None:
        yield "array"


def _holds(held: Held, scalar: ScalarView) -> bool:
    if held.scalars.intersection(_HOLDS.get(scalar.kind, ())):
        return True
    if scalar.kind == "string" and "decimal" in held.scalars:
        return True
    kinds = ("integer",) if scalar.kind == "integer" else (scalar.kind,)
    return any(choice.kind in kinds for choice in held.choices)


def _scalar(level: _Level, scalar: ScalarView) -> Iterator[Change]:
    """What is said of one kind of scalar that both documents have."""
    before = [item for item in level.old.scalars if item.kind == scalar.kind]
    formats = {item.format for item in before}
    if before and scalar.format not in formats:
        yield _reformatted(level, scalar, formats)
    known = _constants(before)
    if known is None:
        return
    after = _constants(item for item in level.new.scalars if item.kind == scalar.kind)
    if after is None:
        yield _grown(level, "response-enum-opened", listed_values(known), scalar.kind, "any")
        return
    if added := after - known:
        yield _grown(level, "response-enum-value-added", "", scalar.kind, listed_values(added))
    if gone := known - after:
        yield level.change("response-enum-value-removed", Verdict.INFO, listed_values(gone))


def _constants(scalars: Iterable[ScalarView]) -> set[Any] | None:
    """The constants of one kind, None where any value goes (or none does)."""
    found = list(scalars)
    if not found or any(item.values is None for item in found):
        return None
    return {value for item in found for value in item.values or ()}


def _grown(level: _Level, family: str, before: str, kind: str, after: str) -> Change:
    """A constant that the types do not list: an open choice holds it all the same."""
    plain = level.held.scalars.intersection(_HOLDS.get(kind, ()))
    is_open = any(choice.open for choice in level.held.choices if choice.kind == kind)
    verdict = Verdict.DEGRADED if plain or is_open else Verdict.BREAKS_PARSE
    return level.change(family, verdict, before, after)


def _reformatted(level: _Level, scalar: ScalarView, formats: set[str | None]) -> Change:
    before = ", ".join(sorted(item or "none" for item in formats))
    exact = "decimal" in level.held.scalars and scalar.kind == "string"
    meant = Verdict.DEGRADED if scalar.kind == "string" else Verdict.INFO
    verdict = Verdict.BREAKS_PARSE if exact else meant
    return level.change("response-format-changed", verdict, before, scalar.format or "none")


def _elements(level: _Level) -> Iterator[tuple[str, Pair]]:
    if level.held.array is not None and level.new.arrays:
        old = level.old.arrays or level.new.arrays
        yield "[]", Pair(level.held.array, old, level.new.arrays, Direction.READ)


def _values_of_keys(view: View, made: ObjectView | None) -> Iterator[tuple[str, ...]]:
    if view.map_values:
        yield view.map_values
    if made is not None:
        yield from made.properties.values()
