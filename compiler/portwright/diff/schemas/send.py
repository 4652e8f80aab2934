"""What we send, before and after: whether the vendor still takes all that our types can hold.

The question is asked of what the old document let us send and our type holds: what neither could
be is not missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portwright.diff.change import Change
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.schemas.conjuncts import Conjuncts
from portwright.diff.schemas.held import Held, held_by
from portwright.diff.schemas.level import Level, level_of
from portwright.diff.schemas.limits import Bounds
from portwright.diff.schemas.place import described
from portwright.diff.schemas.sent_objects import FREE, SentObjects, matched
from portwright.diff.schemas.sent_values import value_changes
from portwright.diff.schemas.words import without_words
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Model, Struct
from portwright.openapi.combine import BESIDE_TYPES


@dataclass(slots=True)
class SendComparison:
    """Compares pairs of what is sent."""

    sides: Sides
    models: Mapping[str, Model]
    _before: Bounds = field(init=False)
    _after: Bounds = field(init=False)
    _objects: SentObjects = field(init=False)

    def __post_init__(self) -> None:
        self._before, self._after = Bounds(self.sides.old), Bounds(self.sides.new)
        conjuncts = Conjuncts(self.sides.old), Conjuncts(self.sides.new)
        self._objects = SentObjects(self.sides, *conjuncts)

    def __call__(self, pair: Pair) -> Compared:
        if self.sides.unchanged.at(pair.old, pair.new):
            return Compared()
        return self._compared(held_by(pair.shape, self.models), pair.old, pair.new, text=pair.text)

    def body(self, struct: Struct, old: str, new: str, *, text: bool) -> Compared:
        """A body whose fields are the arguments of the operation."""
        fields = {item.wire: item for item in struct.fields}
        return self._compared(Held(struct=struct, fields=fields), (old,), (new,), text=text)

    def _compared(
        self, held: Held, at_old: tuple[str, ...], at_new: tuple[str, ...], *, text: bool
    ) -> Compared:
        level = level_of(self.sides, held, at_old, at_new, text=text)
        found = Compared()
        if level.new.anything is not None:
            found.changes += self._unread(level)
            return found
        changes = value_changes(level, self._before, self._after)
        found.changes += [("", change) for change in changes]
        if level.sends_array and level.old.arrays and level.new.arrays:
            matched(self.sides, level, held.array or FREE, "[]", found)
        self._objects.compare(level, found)
        return found

    def _unread(self, level: Level) -> Iterator[tuple[str, Change]]:
        """What a schema says that we do not read is only known to be the same, or not."""
        why = level.new.anything
        if why is None or why.open or why is BESIDE_TYPES or self._is_same(level):
            return
        yield "", level.change("request-schema-unread", Verdict.UNKNOWN, after=why.reason)

    def _is_same(self, level: Level) -> bool:
        left, right = (
            [without_words(described(schemas, pointer)) for pointer in pointers]
            for schemas, pointers in (
                (self.sides.old, level.at_old),
                (self.sides.new, level.at_new),
            )
        )
        return left == right
