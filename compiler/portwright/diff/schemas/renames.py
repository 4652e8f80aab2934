"""What a name that is gone is probably called now: a guess, and told as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diagnostics.suggest import closest
from portwright.diff.pair import Sides
from portwright.diff.values import kinds_of
from portwright.openapi.effective import Schemas

Properties = Mapping[str, tuple[str, ...]]


def renamed(name: str, old: Properties, new: Properties, sides: Sides) -> str:
    """The property that took the place of `name`: new, of the same kinds, and spelled much like
    it, or the only one that came where it is the only one that went; empty where there is none."""
    if name not in old:
        return ""
    kinds = kinds_of(sides.old.merged(old[name]))
    came = sorted(_others(new, old, kinds, sides.new))
    alone = len(came) == 1 and list(_others(old, new, kinds, sides.old)) == [name]
    return closest(name, came) or (came[0] if alone else "")


def _others(
    there: Properties, known: Properties, kinds: tuple[str, ...], schemas: Schemas
) -> Iterator[str]:
    """The properties of some kinds that are there and not among those that are known."""
    for name, pointers in there.items():
        if name not in known and kinds_of(schemas.merged(pointers)) == kinds:
            yield name
