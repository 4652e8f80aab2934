"""Which fields of which schemas an integration uses: the use set, counted in fields."""

from __future__ import annotations

import re
from copy import copy

from portwright.diagnostics.model import Diagnostics
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.openapi.view import ObjectView
from portwright.semantics.paths import PathTree
from portwright.semantics.selection_walk import Walk
from portwright.semantics.use import Key, Level, Root, Use, key_of

# Source: msgspec's `rename`, which takes no text that JSON would have to escape.
_REFUSED = re.compile(r'["\\\x00-\x1f]')
_HIDDEN = {Direction.SEND: "readOnly", Direction.READ: "writeOnly"}


class Selection:
    """The use set, filled by walking path trees over the schemas of a document.

    Not `counted`, it does not know how much a path tree reaches, and walks what is taken whole but
    once: in a document of which all is taken, each root reaches much of what the others do.
    """

    def __init__(
        self,
        schemas: Schemas,
        sink: Diagnostics,
        uses: dict[Key, Use] | None = None,
        *,
        counted: bool = True,
    ) -> None:
        self.schemas = schemas
        self.uses: dict[Key, Use] = uses if uses is not None else {}
        self.unspellable: dict[str, str] = {}
        # Schemas of numbers that are read as exact decimals.
        self.exact: set[str] = set()
        self._properties: dict[tuple[object, ...], dict[str, tuple[str, ...]]] = {}
        self._levels: dict[tuple[Direction, tuple[str, ...]], Level] = {}
        self._taken: dict[Direction, set[tuple[str, ...]]] = {}
        self._counted = counted
        self._sink = sink

    def add(self, root: Root, tree: PathTree) -> int:
        """Select what a tree names below a root; answers how many objects it reached, if that is
        counted."""
        walk = Walk(self, root, self._sink)
        walk.visit(root.pointers, tree)
        return len(walk.reached)

    def add_outline(self, root: Root) -> None:
        """Select all scalars, and those of required objects: what a newcomer wants to see."""
        Walk(self, root, self._sink).outline(root.pointers)

    def probe(self, root: Root, tree: PathTree) -> Diagnostics:
        """What `add` would report, without selecting anything."""
        found = Diagnostics()
        if tree.deep and not tree.children:
            return found
        Walk(Selection(self.schemas, found), root, found).visit(root.pointers, tree)
        return found

    def quiet(self) -> Selection:
        """The same selection, but what is wrong with a path is not reported."""
        found = copy(self)
        found._sink = Diagnostics()
        return found

    def use(self, root: Root, view: ObjectView, scope: str | None = None) -> Use:
        """The use of an object, in the root's scope unless it was reached in another."""
        key = key_of(root.direction, root.scope if scope is None else scope, view.identity)
        return self.uses.setdefault(key, Use(view))

    def properties(self, view: ObjectView, direction: Direction) -> dict[str, tuple[str, ...]]:
        """The properties that may travel in a direction: no readOnly out, no writeOnly in.

        Those whose names msgspec refuses are left out and remembered.
        """
        key = (direction, view.identity, view.branches)
        if (known := self._properties.get(key)) is None:
            known = self._properties[key] = self._find_properties(view, direction)
        return dict(known)

    def taken(self, root: Root) -> set[tuple[str, ...]]:
        """The places that need no walk, as earlier ones took all below them."""
        return set() if self._counted else self._taken.setdefault(root.direction, set())

    def level(self, pointers: tuple[str, ...], direction: Direction) -> Level:
        """What stands at some pointers, found once however many operations come by."""
        key = (direction, pointers)
        if (known := self._levels.get(key)) is None:
            known = self._levels[key] = self._find_level(pointers, direction)
        return known

    def _find_level(self, pointers: tuple[str, ...], direction: Direction) -> Level:
        view = self.schemas.merged(pointers)
        inner = [pointers for pointers in (view.arrays, view.map_values) if pointers]
        made = one_object(view)
        properties = self.properties(made, direction) if made is not None else {}
        return Level(made, frozenset(properties), tuple(properties.values()), tuple(inner))

    def _find_properties(
        self, view: ObjectView, direction: Direction
    ) -> dict[str, tuple[str, ...]]:
        hidden = _HIDDEN[direction]
        found = {
            name: pointers
            for name, pointers in view.properties.items()
            if not self.schemas.is_flag(pointers, hidden)
        }
        for name in [name for name in found if _REFUSED.search(name)]:
            self.unspellable[found.pop(name)[0]] = name
        return found
