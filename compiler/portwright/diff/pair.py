"""Two places that mean the same value, one in each document, and what of it we hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from portwright.diff.change import Change
from portwright.diff.schemas.unchanged import Unchanged
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction, Shape
from portwright.openapi.effective import Schemas


@dataclass(frozen=True, slots=True)
class Pair:
    """`shape` is the type that the generated code has for the value; the pointers are those of its
    schemas (several where branches of a union have it). `text`: scalars are sent as texts, as in
    a query or a form, where a text takes in numbers."""

    shape: Shape
    old: tuple[str, ...]
    new: tuple[str, ...]
    direction: Direction
    text: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """Where a value enters or leaves an operation. What is found below is no worse than `cap`."""

    operation: str
    where: str
    pair: Pair
    cap: Verdict = Verdict.BREAKS_REQUEST


@dataclass(slots=True)
class Compared:
    """What one pair comes to: its own changes, and the pairs inside it, each by what leads there
    (`.amount`, `[]`, `{}`; nothing for the value itself)."""

    changes: list[tuple[str, Change]] = field(default_factory=list)
    inside: list[tuple[str, Pair]] = field(default_factory=list)


@dataclass(frozen=True)
class Sides:
    """The schemas of both documents."""

    old: Schemas
    new: Schemas

    @cached_property
    def unchanged(self) -> Unchanged:
        """What is word for word the same."""
        return Unchanged(self.old, self.new)
