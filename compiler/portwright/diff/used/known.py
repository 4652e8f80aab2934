"""What a spec does with the values of an operation, and in which of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portwright.diff.change import How
from portwright.ir.shapes import Direction
from portwright.source.span import Span


@dataclass(frozen=True, slots=True)
class Words:
    """Values that a spec tells apart, as JSON writes them (texts without quotes); without `others`
    there is nothing for any that is not among them."""

    values: frozenset[str]
    others: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in a spec that means a value, by the names that lead to it (`data.amount`);
    `deep`: and all below; `opened`: only to name what is in it. `words` are what it makes of
    single values."""

    direction: Direction
    path: str
    how: How
    span: Span | None
    deep: bool = False
    opened: bool = False
    words: Words | None = None

    def covers(self, path: str) -> bool:
        """Whether it means the value at a path."""
        below = not self.path or path.startswith(f"{self.path}.")
        return path == self.path or (self.deep and below)


@dataclass(frozen=True)
class KnownOperation:
    """All entries of one operation; `span` is where the spec names it."""

    span: Span | None
    entries: tuple[Entry, ...] = ()

    @cached_property
    def _by_path(self) -> Mapping[tuple[Direction, str], list[Entry]]:
        found: dict[tuple[Direction, str], list[Entry]] = {}
        for item in self.entries:
            found.setdefault((item.direction, item.path), []).append(item)
        return found

    @cached_property
    def _ways(self) -> frozenset[tuple[Direction, str]]:
        """The paths that lead to values that the spec names, and those of the values."""
        return frozenset(
            (item.direction, ".".join(names[:end]))
            for item in self.entries
            for names in (item.path.split("."),)
            for end in range(1, len(names) + 1)
        )

    def leads(self, direction: Direction | None, path: str) -> bool:
        """Whether the spec names a value, something inside it, or all fields of what it is in."""
        if direction is None:
            return False
        around = self._by_path.get((direction, path.rpartition(".")[0]), ())
        return (direction, path) in self._ways or any(item.deep for item in around)

    def at(self, direction: Direction | None, path: str) -> list[Entry]:
        """The entries that mean a value, those of it alone first."""
        if direction is None:
            return []
        exact = self._by_path.get((direction, path), [])
        deep = [
            item
            for item in self.entries
            if item.deep and item.direction is direction and item.path != path and item.covers(path)
        ]
        return [*exact, *deep]

    def nearest(self, direction: Direction | None, path: str) -> list[Entry]:
        """`at`, or those of what is nearest around the value, or inside it."""
        if direction is None:
            return []
        if found := self.at(direction, path):
            return found
        names = path.split(".")
        for end in range(len(names) - 1, 0, -1):
            around = self._by_path.get((direction, ".".join(names[:end])), ())
            if outer := [item for item in around if not item.opened]:
                return outer
        return [
            item
            for item in self.entries
            if item.direction is direction and path and item.path.startswith(f"{path}.")
        ]


@dataclass(frozen=True)
class Known:
    """By operation; an operation that no file names is not among them. `failures` is what is done
    with answers that tell of a failure, `headers` are those that the connection sets, in small
    letters, with their lines."""

    operations: Mapping[str, KnownOperation] = field(default_factory=dict)
    failures: Mapping[str, KnownOperation] = field(default_factory=dict)
    headers: Mapping[str, Span] = field(default_factory=dict)

    def of(self, operation: str, *, failed: bool = False) -> KnownOperation | None:
        """What is done with an operation, or with its failures."""
        return (self.failures if failed else self.operations).get(operation)


def joined(*parts: str) -> str:
    """Names that lead on from each other, without the steps into lists."""
    return ".".join(part for part in map(_bare, parts) if part)


def _bare(path: str) -> str:
    names = (name.partition("[")[0] for name in path.split("."))
    return ".".join(name for name in names if name)


def first_of(entries: Iterable[Entry]) -> Entry | None:
    """The one that a person is shown: what a mapping does before what is merely listed."""
    return min(entries, key=lambda item: _RANK.get(item.how, len(_RANK)), default=None)


_RANK = {
    how: rank
    for rank, how in enumerate((How.MAPPED, How.CONSTANT, How.FILLED, How.PAGING, How.RULE))
}
