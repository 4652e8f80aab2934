"""What we send, before and after: whether the vendor still takes all that our types can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portwright.diff.change import Change
from portwright.diff.held import Held, held_by
from portwright.diff.limits import EXACT, TIGHTEST, limits_of
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.place import common_place
from portwright.diff.renames import renamed
from portwright.diff.values import kinds_of, listed_values
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Field, Model, Struct
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, View

_TAKES = {
    "string": ("string",),
    "decimal": ("string",),
    "bytes": ("string",),
    "file": ("string",),
    "integer": ("integer", "number"),
    "number": ("number",),
    "exact": ("number",),
    "boolean": ("boolean",),
}


@dataclass(frozen=True, slots=True)
class _Level:
    pair: Pair
    held: Held
    old: View
    new: View
    place: tuple[str, str]

    def change(self, family: str, verdict: Verdict, before: str = "", after: str = "") -> Change:
        return Change(family, verdict, *self.place, before, after)


@dataclass(frozen=True, slots=True)
class SendComparison:
    """Compares pairs of what is sent."""

    sides: Sides
    models: Mapping[str, Model]

    def __call__(self, pair: Pair) -> Compared:
        old, new = self.sides.old.merged(pair.old), self.sides.new.merged(pair.new)
        place = common_place(self.sides.old, self.sides.new, pair.old, pair.new)
        level = _Level(pair, held_by(pair.shape, self.models), old, new, place)
        found = Compared()
        if new.anything is not None:
            return found
        found.changes += [("", change) for change in self._values(level)]
        if level.held.array is not None and new.arrays and old.arrays:
            found.inside.append(
                ("[]", Pair(level.held.array, old.arrays, new.arrays, Direction.SEND))
            )
        if level.held.map is not None and new.map_values and old.map_values:
            found.inside.append(
                ("{}", Pair(level.held.map, old.map_values, new.map_values, Direction.SEND))
            )
        made = one_object(new)
        if level.held.struct is not None and made is not None:
            was = one_object(old)
            self.fields(level.held.struct, was, made, found, closed=not new.maps)
        return found

    def fields(
        self,
        struct: Struct,
        was: ObjectView | None,
        made: ObjectView,
        found: Compared,
        *,
        closed: bool = True,
    ) -> None:
        """An object's fields: each that we fill, and those that the vendor asks for."""
        before = was.properties if was is not None else {}
        filled = {item.wire: item for item in struct.fields}
        for item in struct.fields:
            old, new = before.get(item.wire, ()), made.properties.get(item.wire, ())
            step = f".{item.wire}"
            if (refused := self._refused(item, before, made, struct)) is not None:
                if new or closed:
                    found.changes.append((step, refused))
            elif new and old:
                found.inside.append((step, Pair(item.shape, old, new, Direction.SEND)))
        found.changes += self._demanded(filled, was, made)

    def _refused(
        self, field: Field, before: Mapping[str, tuple[str, ...]], made: ObjectView, struct: Struct
    ) -> Change | None:
        old, new = before.get(field.wire, ()), made.properties.get(field.wire, ())
        place, verdict = (old[0] if old else struct.pointer), Verdict.BREAKS_MAPPING
        if not new:
            meant = renamed(field.wire, before, made.properties, self.sides)
            return Change(
                "request-property-removed", verdict, place, before=field.wire, suggestion=meant
            )
        if self.sides.new.is_flag(new, "readOnly") and not self.sides.old.is_flag(old, "readOnly"):
            return Change("request-property-read-only", verdict, place, new[0])
        return None

    def _demanded(
        self, filled: Mapping[str, Field], was: ObjectView | None, made: ObjectView
    ) -> Iterator[tuple[str, Change]]:
        known = was.properties if was is not None else {}
        asked = was.required if was is not None else frozenset()
        for name in sorted(made.required & made.properties.keys()):
            new = made.properties[name]
            always = name in filled and filled[name].required
            if always or name in asked or self.sides.new.is_flag(new, "readOnly"):
                continue
            verdict = Verdict.BREAKS_REQUEST
            if name in known:
                place = known[name][0]
                change = Change(
                    "request-property-required", verdict, place, new[0], "optional", "required"
                )
            else:
                place = was.identity if was is not None else ""
                change = Change(
                    "request-required-property-added", verdict, place, new[0], after=name
                )
            yield f".{name}", change

    def _values(self, level: _Level) -> Iterator[Change]:
        refused = sorted(set(_refused_kinds(level)))
        if refused and not level.old.anything:
            before, after = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
            yield level.change("request-type-narrowed", Verdict.BREAKS_REQUEST, before, after)
        elif refused:
            after = ", ".join(kinds_of(level.new))
            yield level.change("request-type-narrowed", Verdict.BREAKS_REQUEST, "any", after)
        if level.held.null and level.old.nullable and not level.new.nullable:
            yield level.change("request-null-refused", Verdict.BREAKS_REQUEST, "null")
        yield from _constants(level)
        yield from _formats(level)
        yield from self._limits(level)

    def _limits(self, level: _Level) -> Iterator[Change]:
        before = limits_of(self.sides.old, level.pair.old)
        after = limits_of(self.sides.new, level.pair.new)
        for key, value in after.items():
            if before.get(key) != value and not _is_looser(key, before.get(key), value):
                yield _limited(level, key, before.get(key), value)


def _limited(level: _Level, key: str, before: Any, after: Any) -> Change:
    """Of two patterns it is not known which allows more; the first one allows less than none."""
    undecided = key in EXACT and before is not None
    verdict = Verdict.UNKNOWN if undecided else Verdict.BREAKS_REQUEST
    shown = f"{key} {listed_values([before])}" if before is not None else "none"
    return level.change("request-limit-narrowed", verdict, shown, f"{key} {listed_values([after])}")


def _is_looser(key: str, before: Any, after: Any) -> bool:
    if before is None or key not in TIGHTEST:
        return False
    return bool(TIGHTEST[key](before, after) == before)


def _refused_kinds(level: _Level) -> Iterator[str]:
    held, new = level.held, level.new
    offered = {scalar.kind for scalar in new.scalars}
    for kind in (*held.scalars, *(choice.kind for choice in held.choices)):
        if not offered.intersection(_TAKES[kind]):
            yield kind
    if held.is_object and not (new.objects or new.maps):
        yield "object"
    if held.array is not None and not new.arrays:
        yield "array"


def _constants(level: _Level) -> Iterator[Change]:
    """Constants that the vendor takes no longer, and an enum where any value went."""
    for kind in sorted({scalar.kind for scalar in level.new.scalars}):
        after = [item for item in level.new.scalars if item.kind == kind]
        before = [item for item in level.old.scalars if item.kind == kind]
        if not before or any(item.values is None for item in after):
            continue
        allowed = {value for item in after for value in item.values or ()}
        if any(item.values is None for item in before):
            yield level.change(
                "request-enum-closed", Verdict.BREAKS_REQUEST, "any", listed_values(allowed)
            )
            continue
        known = {value for item in before for value in item.values or ()}
        if gone := known - allowed:
            yield level.change(
                "request-enum-value-removed", Verdict.BREAKS_REQUEST, listed_values(gone)
            )


def _formats(level: _Level) -> Iterator[Change]:
    for scalar in level.new.scalars:
        before = {item.format for item in level.old.scalars if item.kind == scalar.kind}
        if before and scalar.format is not None and not before & {scalar.format}:
            shown = ", ".join(sorted(item or "none" for item in before))
            yield level.change("request-format-changed", Verdict.UNKNOWN, shown, scalar.format)
