"""All pairs that an integration reaches, each compared once, and who is hit by what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portwright.diff.change import Change, Use
from portwright.diff.pair import Compared, Pair, Root
from portwright.diff.used.spot import bare
from portwright.diff.verdict import milder

Compare = Callable[[Pair], Compared]
Named = Callable[[Root, str], bool]
"""Whether a spec names the value at a place of an operation, or one inside it."""
Met = tuple[tuple[str, Change], ...]
"""Changes, each with the shortest way there."""


@dataclass(slots=True)
class _Node:
    """A pair that was compared; what is inside it by number, which is cheaper to look up."""

    changes: list[tuple[str, Change]]
    inside: list[tuple[str, int]]


class Graph:
    """Schemas refer to one another and to themselves; a pair that was met is not met again, so
    that what many operations share costs once, and cycles end."""

    def __init__(self, compare: Compare) -> None:
        self._compare = compare
        self._numbers: dict[Pair, int] = {}
        self._nodes: dict[int, _Node] = {}
        self._roots: list[tuple[Root, int]] = []

    def add(self, root: Root) -> None:
        """Compare a value and all that is inside it, as far as that was not met before."""
        pending: list[tuple[int, Pair]] = []
        self._roots.append((root, self._number(root.pair, pending)))
        while pending:
            number, pair = pending.pop()
            found = self._compare(pair)
            inside = [(step, self._number(inner, pending)) for step, inner in found.inside]
            self._nodes[number] = _Node(found.changes, inside)

    def _number(self, pair: Pair, pending: list[tuple[int, Pair]]) -> int:
        number = self._numbers.get(pair)
        if number is None:
            number = self._numbers[pair] = len(self._numbers)
            pending.append((number, pair))
        return number

    def hits(self, is_named: Named) -> Iterator[tuple[Change, Use]]:
        """Each change with each operation that meets it, by the shortest way there, and by every
        way along what a spec names: two fields of one type may be filled by two mappings."""
        touched = self._touched()
        known: dict[int, Met] = {}
        for root, number in self._roots:
            if number not in touched:
                continue
            if number not in known:
                known[number] = tuple(self._met(number, touched))
            for path, change in known[number]:
                yield change, _use(root, change, path)
            if is_named(root, root.where):
                yield from self._named(root, number, touched, is_named)

    def _named(
        self, root: Root, start: int, touched: set[int], is_named: Named
    ) -> Iterator[tuple[Change, Use]]:
        """Of all ways those along which a spec names the values, which are finite."""
        seen, pending = {(start, "")}, [(start, "")]
        while pending:
            number, path = pending.pop()
            node = self._nodes[number]
            for step, change in node.changes:
                yield change, _use(root, change, path + step)
            for step, inner in node.inside:
                further = path + step
                way = (inner, bare(further))
                if inner in touched and way not in seen and is_named(root, _where(root, further)):
                    seen.add(way)
                    pending.append((inner, further))

    def _touched(self) -> set[int]:
        """The pairs with changes in them or somewhere below."""
        above: dict[int, list[int]] = {}
        for number, node in self._nodes.items():
            for _, inner in node.inside:
                above.setdefault(inner, []).append(number)
        touched = {number for number, node in self._nodes.items() if node.changes}
        pending = list(touched)
        while pending:
            for upper in above.get(pending.pop(), ()):
                if upper not in touched:
                    touched.add(upper)
                    pending.append(upper)
        return touched

    def _met(self, start: int, touched: set[int]) -> Iterator[tuple[str, Change]]:
        seen, level = {start}, [(start, "")]
        while level:
            below: list[tuple[int, str]] = []
            for number, path in level:
                node = self._nodes[number]
                yield from ((path + step, change) for step, change in node.changes)
                for step, inner in node.inside:
                    if inner in touched and inner not in seen:
                        seen.add(inner)
                        below.append((inner, path + step))
            level = below


def _use(root: Root, change: Change, path: str) -> Use:
    verdict = milder(change.verdict, root.cap)
    return Use(root.operation, root.pair.direction, _where(root, path), verdict)


def _where(root: Root, path: str) -> str:
    inside = path.removeprefix(".")
    return f"{root.where}: {inside}" if inside else root.where
