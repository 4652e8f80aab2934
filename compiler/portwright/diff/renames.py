"""What a name that is gone is probably called now: a guess, and told as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portwright.diagnostics.suggest import closest
from portwright.diff.pair import Sides
from portwright.diff.values import kinds_of

Properties = Mapping[str, tuple[str, ...]]


def renamed(name: str, old: Properties, new: Properties, sides: Sides) -> str:
    """The property that took the place of `name`: new, of the same kinds, and spelled much like
    it or the only one; empty where there is none."""
    if name not in old:
        return ""
    kinds = kinds_of(sides.old.merged(old[name]))
    alike = [
        other
        for other in new
        if other not in old and kinds_of(sides.new.merged(new[other])) == kinds
    ]
    return _meant(name, alike)


def _meant(name: str, others: Iterable[str]) -> str:
    names = sorted(others)
    return closest(name, names) or (names[0] if len(names) == 1 else "")
