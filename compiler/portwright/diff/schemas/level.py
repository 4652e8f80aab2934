"""One value in both documents, with all that is known of it there and of what we hold."""

from __future__ import annotations

from dataclasses import dataclass

from portwright.diff.change import Change
from portwright.diff.pair import Sides
from portwright.diff.schemas.held import Held
from portwright.diff.schemas.place import common_place
from portwright.diff.verdict import Verdict
from portwright.openapi.view import View


@dataclass(frozen=True, slots=True)
class Level:
    """`at_old` and `at_new` are the pointers of its schemas. `text`: scalars are written as texts,
    as in a query or a form."""

    held: Held
    old: View
    new: View
    at_old: tuple[str, ...]
    at_new: tuple[str, ...]
    sides: Sides
    text: bool = False

    def change(self, family: str, verdict: Verdict, before: str = "", after: str = "") -> Change:
        """A change of the value itself, told where both documents have its cause."""
        place = common_place(self.sides, self.at_old, self.at_new)
        return Change(family, verdict, *place, before, after)

    @property
    def sends_object(self) -> bool:
        """Whether we may send one; of what we hold freely all is sent that was taken."""
        return self.held.free or self.held.is_object

    @property
    def sends_array(self) -> bool:
        """Whether we may send a list."""
        return self.held.free or self.held.array is not None


def level_of(
    sides: Sides, held: Held, old: tuple[str, ...], new: tuple[str, ...], *, text: bool = False
) -> Level:
    """Of the schemas at some pointers of both documents."""
    return Level(held, sides.old.merged(old), sides.new.merged(new), old, new, sides, text)
