"""What is noted of a pair of schemas beside its types: deprecations, defaults, and additions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from portwright.diff.additions import Additions
from portwright.diff.change import Change
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.schemas.annotations import changed_default, flagged_places
from portwright.diff.schemas.held import held_by
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Model
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView

_DEPRECATED = {
    Direction.SEND: "request-property-deprecated",
    Direction.READ: "response-property-deprecated",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A comparison of pairs, with notes beside what it finds."""

    compare: Callable[[Pair], Compared]
    sides: Sides
    models: Mapping[str, Model]
    additions: Additions

    def __call__(self, pair: Pair) -> Compared:
        found = self.compare(pair)
        found.changes += [("", change) for change in self._deprecated(pair)]
        held = held_by(pair.shape, self.models)
        if held.struct is not None:
            always = {field.wire for field in held.struct.fields if field.required}
            self.object_notes(pair.old, pair.new, always, pair.direction, found)
        return found

    def object_notes(
        self,
        old: tuple[str, ...],
        new: tuple[str, ...],
        always: Collection[str],
        direction: Direction,
        found: Compared,
    ) -> None:
        """Additions to an object that is an object in both documents, and its defaults; `always`
        are the names of what is always sent."""
        made = one_object(self.sides.new.merged(new))
        was = one_object(self.sides.old.merged(old)) if made is not None else None
        if was is None or made is None:
            return
        self._count(was, made, direction)
        if direction is Direction.SEND:
            found.changes += self._defaults(was, made, always)

    def _deprecated(self, pair: Pair) -> Iterator[Change]:
        places = zip(pair.old, pair.new, strict=False)
        for old, new in places:
            for place in flagged_places(self.sides, old, new, "deprecated"):
                yield Change(_DEPRECATED[pair.direction], Verdict.DEGRADED, *place)

    def _defaults(
        self, was: ObjectView, made: ObjectView, always: Collection[str]
    ) -> Iterator[tuple[str, Change]]:
        """Of what is not always sent, sent at times or never."""
        for name, new in made.properties.items():
            old = was.properties.get(name, ())
            if not old or name in always or self.sides.new.is_flag(new, "readOnly"):
                continue
            if (change := changed_default(self.sides, old, new)) is not None:
                yield f".{name}", change

    def _count(self, was: ObjectView, made: ObjectView, direction: Direction) -> None:
        """The fields that came; of a slice it is known that it keeps all scalars."""
        asked = made.required if direction is Direction.SEND else frozenset()
        came = [
            name for name in made.properties if name not in was.properties and name not in asked
        ]
        light = [name for name in came if self.sides.new.is_scalar(made.properties[name])]
        self.additions.names("property", light, [name for name in came if name not in light])
