"""Points: the single things that a recording can show, each in one dimension."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

Dimension = Literal["operations", "statuses", "pages", "fields", "branches"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing of an operation, and whether a cassette shows it. `name` is empty for the
    operation itself; else a class of statuses, `next page`, a field's path, or `path: branch`."""

    dimension: Dimension
    operation: str
    name: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many points of a dimension are recorded, of how many."""

    recorded: int
    of: int

    @property
    def percent(self) -> float:
        """100 where there is nothing to record."""
        return 100.0 if not self.of else 100.0 * self.recorded / self.of

    def __str__(self) -> str:
        return f"{self.recorded} of {self.of} ({self.percent:.1f} %)"


def share(points: Iterable[Point], dimension: Dimension) -> Share:
    """The share of one dimension."""
    found = [point.recorded for point in points if point.dimension == dimension]
    return Share(sum(found), len(found))
