"""Source of an expression with the conditions under which it may be evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Spelled:
    """Source, and the conditions under which it may be evaluated at all.

    `nullable`: it may give None even then. `narrows`: asking whether it is None tells a type
    checker so. `given` are conditions that a caller gave the input.
    """

    text: str
    guards: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    nullable: bool = False
    narrows: bool = True
    compound: bool = False

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold for it to be there and not None."""
        own = (f"{self.text} is not None",) if self.nullable and self.narrows else ()
        return tuple(dict.fromkeys((*self.given, *self.guards, *own)))

    def known(self, asked: Iterable[str]) -> Spelled:
        """The same where some conditions were asked already."""
        asked = frozenset(asked)
        return replace(
            self,
            guards=tuple(item for item in self.guards if item not in asked),
            given=tuple(item for item in self.given if item not in asked),
            nullable=self.nullable and f"{self.text} is not None" not in asked,
        )


def any_of(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The conditions under which one at least of several holds: what all of them ask, once."""
    shared = tuple(item for item in parts[0] if all(item in part for part in parts))
    rest = dict.fromkeys(
        " and ".join(item for item in part if item not in shared) for part in parts
    )
    if "" in rest:
        return shared
    return (*shared, f"({' or '.join(rest)})" if len(rest) > 1 else next(iter(rest)))
