"""All pairs that an integration reaches, each compared once, and who is hit by what was found."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from portwright.diff.change import Change, Use
from portwright.diff.pair import Compared, Pair, Root
from portwright.diff.verdict import milder

Compare = Callable[[Pair], Compared]


class Graph:
    """Schemas refer to one another and to themselves; a pair that was met is not met again, so
    that what many operations share costs once, and cycles end."""

    def __init__(self, compare: Compare) -> None:
        self._compare = compare
        self._known: dict[Pair, Compared] = {}
        self._roots: list[Root] = []

    def add(self, root: Root) -> None:
        self._roots.append(root)
        pending = [root.pair]
        while pending:
            pair = pending.pop()
            if pair not in self._known:
                found = self._known[pair] = self._compare(pair)
                pending.extend(inner for _, inner in found.inside)

    def hits(self) -> Iterator[tuple[Change, Use]]:
        """Each change with each operation that meets it, by the shortest way there."""
        touched = self._touched()
        for root in self._roots:
            if root.pair in touched:
                yield from self._met(root, touched)

    def _touched(self) -> set[Pair]:
        """The pairs with changes in them or somewhere below."""
        above: dict[Pair, list[Pair]] = {}
        for pair, found in self._known.items():
            for _, inner in found.inside:
                above.setdefault(inner, []).append(pair)
        touched = {pair for pair, found in self._known.items() if found.changes}
        pending = list(touched)
        while pending:
            for upper in above.get(pending.pop(), ()):
                if upper not in touched:
                    touched.add(upper)
                    pending.append(upper)
        return touched

    def _met(self, root: Root, touched: set[Pair]) -> Iterator[tuple[Change, Use]]:
        seen, pending = {root.pair}, deque([(root.pair, "")])
        while pending:
            pair, path = pending.popleft()
            found = self._known[pair]
            for step, change in found.changes:
                yield change, self._use(root, change, path + step)
            for step, inner in found.inside:
                if inner in touched and inner not in seen:
                    seen.add(inner)
                    pending.append((inner, path + step))

    @staticmethod
    def _use(root: Root, change: Change, path: str) -> Use:
        inside = path.removeprefix(".")
        where = f"{root.where}: {inside}" if inside else root.where
        verdict = milder(change.verdict, root.cap)
        return Use(root.operation, root.pair.direction, where, verdict)
