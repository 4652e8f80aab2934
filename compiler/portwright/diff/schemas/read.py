"""What a vendor answers, before and after: whether our types still hold it.

The question is asked of the shape that was generated, not of the old document: where a shape
holds more than the document said (open enums, unknown fields, `Json`), a change there breaks
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portwright.diff.change import Change
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.schemas.branches import added_kinds
from portwright.diff.schemas.held import held_by
from portwright.diff.schemas.level import Level, level_of
from portwright.diff.schemas.read_values import value_changes
from portwright.diff.schemas.renames import renamed
from portwright.diff.values import kinds_of
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Field, Model, Null, Shape, Union, members
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, View

_OPTIONAL = "response-property-optional"


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
        level = level_of(self.sides, held, pair.old, pair.new)
        if level.new.anything is not None:
            found.changes.append(("", _untyped(level)))
            return found
        found.changes += [("", change) for change in value_changes(level)]
        found.inside += _elements(level)
        self._objects(level, found)
        return found

    def _objects(self, level: Level, found: Compared) -> None:
        """Fields of an object, or the values of one that is a map to us or to the vendor."""
        made, struct = one_object(level.new), level.held.struct
        if level.held.map is not None:
            self._keys(level, level.held.map, made, found)
        if struct is None or not (made or level.new.maps):
            return
        if made is not None and None in level.new.maps:
            found.changes.append(("", _untyped(level)))
            return
        kinds = self._new_kinds(level)
        known = _without(level.new, kinds) if kinds and not level.new.maps else frozenset()
        if kinds:
            found.changes.append(("", _widened(level, len(kinds), known)))
        was = one_object(level.old)
        for field in struct.fields:
            self._field(level, field, was, made or _empty(level.new), known, found)

    def _new_kinds(self, level: Level) -> tuple[tuple[ObjectView, ...], ...]:
        """Kinds of object in addition: one class holds them all, and mappings know of none."""
        old, new = level.old.objects, level.new.objects
        if not old or len(new) <= len(old):
            return ()
        return added_kinds(self.sides.old, self.sides.new, old, new)

    def _keys(self, level: Level, shape: Shape, made: ObjectView | None, found: Compared) -> None:
        old = level.old.map_values
        for values in _values_of_keys(level.new, made):
            pair = Pair(shape, old or values, values, Direction.READ)
            found.inside.append(("{}", pair))
        if None in level.new.maps and not held_by(shape, self.models).free:
            found.changes.append(("{}", _untyped(level)))

    def _field(
        self,
        level: Level,
        field: Field,
        was: ObjectView | None,
        made: ObjectView,
        known: frozenset[str],
        found: Compared,
    ) -> None:
        """`known` is what all kinds require that were there before: that it may be missing is told
        with the kinds that came."""
        old = was.properties.get(field.wire, ()) if was is not None else ()
        new = made.properties.get(field.wire, ())
        step = f".{field.wire}"
        if level.new.maps:
            # An object without fields of its own may have any key, this one too, or not.
            made = ObjectView(made.identity, made.properties, frozenset())
            new = (*new, *level.new.map_values) if new else ()
        lost = self._lost(field, old, new, made, was)
        told = field.wire in known and lost is not None and lost.family == _OPTIONAL
        if lost is not None and not told:
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
            return Change(
                "response-property-removed",
                Verdict.BREAKS_MAPPING,
                place,
                before=field.wire,
                suggestion=meant,
                needed=field.required,
            )
        if self.sides.new.is_flag(new, "writeOnly") and not self.sides.old.is_flag(
            old, "writeOnly"
        ):
            family, gone = "response-property-write-only", Verdict.BREAKS_MAPPING
            return Change(family, gone, place, new[0], needed=field.required)
        was_there = was is not None and field.wire in was.required
        if field.wire in made.required or not (field.required or was_there):
            return None
        verdict = Verdict.BREAKS_PARSE if field.required else Verdict.DEGRADED
        return Change(_OPTIONAL, verdict, place, new[0], "required", "optional")


def _without(view: View, kinds: tuple[tuple[ObjectView, ...], ...]) -> frozenset[str]:
    """What is required by all objects that are of none of some kinds."""
    gone = {id(item) for kind in kinds for item in kind}
    kept = one_object(replace(view, objects=tuple(i for i in view.objects if id(i) not in gone)))
    return kept.required if kept is not None else frozenset()


def _widened(level: Level, count: int, known: frozenset[str]) -> Change:
    """An object of a new kind breaks what needs a field that all kinds had before."""
    made, struct = one_object(level.new), level.held.struct
    there = made.required if made is not None else frozenset()
    fields = struct.fields if struct is not None else ()
    breaks = any(item.required and item.wire in known - there for item in fields)
    verdict = Verdict.BREAKS_PARSE if breaks else Verdict.DEGRADED
    old = len(level.old.objects)
    before, after = (f"{n} kind{'s' * (n > 1)}" for n in (old, old + count))
    return level.change("response-union-widened", verdict, before, after)


def _untyped(level: Level) -> Change:
    before = ", ".join(kinds_of(level.old))
    return level.change("response-type-open", Verdict.BREAKS_PARSE, before, "any")


def _optional(shape: Shape) -> Shape:
    """What a field holds that may be missing: null reads the same."""
    parts = members(shape)
    return shape if Null() in parts else Union((*parts, Null()))


def _empty(view: View) -> ObjectView:
    return ObjectView(view.pointer, {}, frozenset())


def _elements(level: Level) -> Iterator[tuple[str, Pair]]:
    if level.held.array is not None and level.new.arrays:
        old = level.old.arrays or level.new.arrays
        yield "[]", Pair(level.held.array, old, level.new.arrays, Direction.READ)


def _values_of_keys(view: View, made: ObjectView | None) -> Iterator[tuple[str, ...]]:
    if view.map_values:
        yield view.map_values
    if made is not None:
        yield from made.properties.values()
