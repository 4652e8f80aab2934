"""Objects that we send: each field that we fill, those that the vendor asks for, and free keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portwright.diff.change import Change
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.schemas.branches import object_partners, schema_partners
from portwright.diff.schemas.conjuncts import Conjuncts, hidden_pairs
from portwright.diff.schemas.level import Level
from portwright.diff.schemas.renames import renamed
from portwright.diff.values import kinds_of
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Json, Shape
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView

FREE = Json(Direction.SEND)
"""What stands for a value that our types leave open: all that the old document allowed."""


@dataclass(frozen=True, slots=True)
class SentObjects:
    """Compares objects; `before` and `after` know what their `allOf`s say twice."""

    sides: Sides
    before: Conjuncts
    after: Conjuncts

    def compare(self, level: Level, found: Compared) -> None:
        if not level.sends_object or self._takes_any_key(level):
            return
        if level.old.maps:
            self._keys(level, found)
        if level.new.objects:
            for was, made in self._branches(level, found):
                self._fields(level, was, made, found)
        elif level.new.maps:
            for was in level.old.objects:
                self._as_keys(level, was, found)

    # -- free keys

    def _takes_any_key(self, level: Level) -> bool:
        """Whether any object is taken: a map of values of which nothing is said."""
        values = self.sides.new.merged(level.new.map_values).anything
        return None in level.new.maps or (values is not None and values.open)

    def _keys(self, level: Level, found: Compared) -> None:
        """Keys of our own choice: what the vendor takes under any key, or under those it names."""
        shape = FREE if level.held.free else level.held.map
        if shape is None:
            return
        if not level.new.maps:
            names = ", ".join(
                sorted(name for item in level.new.objects for name in item.properties)
            )
            unclear = level.change(
                "request-type-narrowed", Verdict.UNKNOWN, "object", f"object of {names}"
            )
            found.changes.append(("", unclear))
        elif None in level.old.maps:
            after = ", ".join(kinds_of(self.sides.new.merged(level.new.map_values)))
            unclear = level.change("request-type-narrowed", Verdict.UNKNOWN, "any", after)
            found.changes.append(("{}", unclear))
        else:
            matched(self.sides, level, shape, "{}", found)

    def _as_keys(self, level: Level, was: ObjectView, found: Compared) -> None:
        """Fields that are keys of a map to the vendor."""
        for wire, old in was.properties.items():
            if (shape := _shape_of(level, wire)) is not None:
                pair = Pair(shape, old, level.new.map_values, Direction.SEND, level.text)
                found.inside.append((f".{wire}", pair))

    # -- fields

    def _branches(self, level: Level, found: Compared) -> Iterator[tuple[ObjectView, ObjectView]]:
        """Each object branch that we may send, with what it has to be now."""
        old, new = level.old.objects, level.new.objects
        was, made = one_object(level.old), one_object(level.new)
        if was is None or made is None:
            return
        if len(new) == 1:
            yield was, made
            return
        partners = object_partners(self.sides.old, self.sides.new, old, new)
        for index, branch in enumerate(old):
            if index in partners:
                yield branch, new[partners[index]]
        rest = [branch for index, branch in enumerate(old) if index not in partners]
        for branch in rest:
            yield branch, made
        if rest:
            found.changes.append(("", _unmatched(level, "objects", old, new)))

    def _fields(self, level: Level, was: ObjectView, made: ObjectView, found: Compared) -> None:
        filled: set[str] = set()
        twice = self.after.of(made.identity)
        for wire, old in was.properties.items():
            shape, step = _shape_of(level, wire), f".{wire}"
            if shape is None or self.sides.old.is_flag(old, "readOnly"):
                continue
            filled.add(wire)
            new = made.properties.get(wire, ())
            if (refused := self._refused(wire, was, made)) is not None:
                found.changes.append((step, refused))
            else:
                found.inside.append((step, Pair(shape, old, new, Direction.SEND, level.text)))
                for pair in self._hidden(wire, was, made) if wire in twice else ():
                    found.inside.append((step, Pair(shape, *pair, Direction.SEND, level.text)))
        found.changes += self._demanded(_always(level, was, filled), was, made)

    def _hidden(
        self, wire: str, was: ObjectView, made: ObjectView
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What else the vendor says of a property, beside what is in effect."""
        old, new = was.properties[wire], made.properties[wire]
        before = self.before.of(was.identity).get(wire, ())
        for pair in hidden_pairs(before, self.after.of(made.identity)[wire], old):
            if pair[1] != new:
                yield pair

    def _refused(self, wire: str, was: ObjectView, made: ObjectView) -> Change | None:
        old, new, verdict = (
            was.properties[wire],
            made.properties.get(wire, ()),
            Verdict.BREAKS_MAPPING,
        )
        if not new:
            meant = renamed(wire, was.properties, made.properties, self.sides)
            return Change(
                "request-property-removed", verdict, old[0], before=wire, suggestion=meant
            )
        if self.sides.new.is_flag(new, "readOnly"):
            return Change("request-property-read-only", verdict, old[0], new[0])
        return None

    def _demanded(
        self, always: set[str], was: ObjectView, made: ObjectView
    ) -> Iterator[tuple[str, Change]]:
        verdict = Verdict.BREAKS_REQUEST
        for name in sorted(made.required - always):
            old, new = was.properties.get(name, ()), made.properties.get(name, ())
            was_sent = name in was.required and not self.sides.old.is_flag(old, "readOnly")
            if was_sent or self.sides.new.is_flag(new, "readOnly"):
                continue
            place = new[0] if new else made.identity
            if old:
                change = Change(
                    "request-property-required", verdict, old[0], place, "optional", "required"
                )
            else:
                change = Change(
                    "request-required-property-added", verdict, was.identity, place, after=name
                )
            yield f".{name}", change


def matched(sides: Sides, level: Level, shape: Shape, step: str, found: Compared) -> None:
    """Values of lists (`[]`) or maps (`{}`). Of lists of several kinds each is compared with what
    it became; where that cannot be told, what they may hold is, and more is unknown."""
    if step == "[]":
        old, new = level.old.arrays, level.new.arrays
    else:
        old, new = level.old.map_values, level.new.map_values
    pairs = _partners(sides, old, new)
    for before, after in pairs or [(old, new)]:
        found.inside.append((step, Pair(shape, before, after, Direction.SEND, level.text)))
    if not pairs:
        found.changes.append(
            (step, _unmatched(level, "lists" if step == "[]" else "maps", old, new))
        )


def _partners(
    sides: Sides, old: tuple[str, ...], new: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Which became which; nothing where some cannot be told."""
    kept = [item for item in new if kinds_of(sides.new.merged((item,)))]
    if len(kept) < 2:
        return [(old, new)]
    real = [item for item in old if kinds_of(sides.old.merged((item,)))]
    found = schema_partners(sides.old, sides.new, real, kept)
    if len(found) < len(real):
        return []
    return [((real[left],), (kept[right],)) for left, right in found.items()]


def _unmatched(level: Level, what: str, old: Sequence[object], new: Sequence[object]) -> Change:
    """Branches of a union of which it is not known which one became which."""
    before, after = (f"{len(side)} kinds of {what}" for side in (old, new))
    return level.change("request-union-changed", Verdict.UNKNOWN, before, after)


def _shape_of(level: Level, wire: str) -> Shape | None:
    """The type of a field; None where we do not fill it."""
    if level.held.free:
        return FREE
    field = level.held.fields.get(wire)
    return field.shape if field is not None else level.held.map


def _always(level: Level, was: ObjectView, filled: set[str]) -> set[str]:
    """The fields that every value of ours has."""
    return {
        wire
        for wire in filled
        if wire in was.required or (wire in level.held.fields and level.held.fields[wire].required)
    }
