"""Which fields of which schemas an integration uses: the use set, counted in fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from portwright.diagnostics.model import Diagnostics
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.openapi.view import ObjectView, View
from portwright.rules.mapping import (
    missing_request_field,
    object_without_fields,
    unknown_request_field,
    unknown_response_field,
)
from portwright.semantics.paths import PathTree

Key: TypeAlias = tuple[Direction, str, str]
_IDENTITY = "id"
# Source: msgspec's `rename`, which takes no text that JSON would have to escape.
_REFUSED = re.compile(r'["\\\x00-\x1f]')
_HIDDEN = {Direction.SEND: "readOnly", Direction.READ: "writeOnly"}


@dataclass(slots=True)
class Use:
    """One object schema in one direction, and the properties of it that are used."""

    view: ObjectView
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Level:
    """What stands at some pointers: the object, if one may, and the pointers right below."""

    made: ObjectView | None
    names: frozenset[str]
    below: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Root:
    """A place where a value enters or leaves: the schemas, the direction, and for inline
    schemas under `#/paths` the operation (`scope`) that names them.

    `title` is what messages call the schema.
    """

    pointers: tuple[str, ...]
    direction: Direction
    scope: str
    title: str


def key_of(direction: Direction, scope: str, identity: str) -> Key:
    return (direction, scope if identity.startswith("#/paths/") else "", identity)


class Selection:
    """The use set, filled by walking path trees over the schemas of a document."""

    def __init__(
        self, schemas: Schemas, sink: Diagnostics, uses: dict[Key, Use] | None = None
    ) -> None:
        self.schemas = schemas
        self.uses: dict[Key, Use] = uses if uses is not None else {}
        self.unspellable: dict[str, str] = {}
        self._properties: dict[tuple[object, ...], dict[str, tuple[str, ...]]] = {}
        self._levels: dict[tuple[Direction, tuple[str, ...]], Level] = {}
        self._sink = sink

    def add(self, root: Root, tree: PathTree) -> int:
        """Select what a tree names below a root; answers how many objects it reached."""
        walk = _Walk(self, root, self._sink)
        walk.visit(root.pointers, tree)
        return len(walk.reached)

    def add_outline(self, root: Root) -> None:
        """Select all scalars, and those of required objects: what a newcomer wants to see."""
        _Walk(self, root, self._sink).outline(root.pointers)

    def add_minimum(self, root: Root) -> None:
        """Select the least that is valid: required fields only."""
        _Walk(self, root, self._sink).minimum(root.pointers)

    def probe(self, root: Root, tree: PathTree) -> Diagnostics:
        """What `add` would report, without selecting anything."""
        found = Diagnostics()
        _Walk(Selection(self.schemas, found), root, found).visit(root.pointers, tree)
        return found

    def quiet(self) -> Selection:
        """The same selection, but what is wrong with a path is not reported."""
        found = Selection(self.schemas, Diagnostics(), self.uses)
        found.unspellable = self.unspellable
        return found

    def use(self, root: Root, view: ObjectView) -> Use:
        key = key_of(root.direction, root.scope, view.identity)
        return self.uses.setdefault(key, Use(view))

    def properties(self, view: ObjectView, direction: Direction) -> dict[str, tuple[str, ...]]:
        """The properties that may travel in a direction: no readOnly out, no writeOnly in.

        Those whose names msgspec refuses are left out and remembered.
        """
        key = (direction, view.identity, view.branches)
        if (known := self._properties.get(key)) is None:
            known = self._properties[key] = self._find_properties(view, direction)
        return dict(known)

    def level(self, pointers: tuple[str, ...], direction: Direction) -> Level:
        """What stands at some pointers, found once however many operations come by."""
        key = (direction, pointers)
        if (known := self._levels.get(key)) is None:
            known = self._levels[key] = self._find_level(pointers, direction)
        return known

    def _find_level(self, pointers: tuple[str, ...], direction: Direction) -> Level:
        view = self.schemas.merged(pointers)
        inner = [view.arrays] if view.arrays else []
        inner += [(value,) for value in view.maps if value is not None]
        made = one_object(view)
        if made is None:
            return Level(None, frozenset(), tuple(inner))
        properties = self.properties(made, direction)
        return Level(made, frozenset(properties), (*inner, *properties.values()))

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


class _Walk:
    """One walk from one root."""

    def __init__(self, selection: Selection, root: Root, sink: Diagnostics) -> None:
        self._selection = selection
        self._schemas = selection.schemas
        self._root = root
        self._sink = sink
        self.reached: set[str] = set()
        self._minimal: set[str] = set()
        self._entered: set[tuple[str, ...]] = set()
        self._visited: set[tuple[tuple[str, ...], int]] = set()

    def visit(self, pointers: tuple[str, ...], tree: PathTree) -> None:
        # A list or a map may hold itself, and the same tree goes on through it.
        if (pointers, id(tree)) in self._visited:
            return
        self._visited.add((pointers, id(tree)))
        if tree.deep:
            self._everything(pointers)
        view = self._schemas.merged(pointers)
        made = one_object(view)
        # Beside an object, a list of scalars has nothing that a path could mean.
        if view.arrays and (made is None or not self._schemas.is_scalar(view.arrays)):
            self.visit(view.arrays, tree)
        self._map_values(view, tree)
        if made is None:
            self._report_strays(view, tree)
        else:
            self._object(made, view, tree)

    def _object(self, made: ObjectView, view: View, tree: PathTree) -> None:
        use = self._touch(made)
        if tree.is_leaf_only and tree.leaf:
            self._whole_object(made, view, tree)
            return
        properties = self._selection.properties(made, self._root.direction)
        if tree.star:
            use.names.update(
                name for name in properties if self._schemas.is_scalar(properties[name])
            )
        for name, child in tree.children.items():
            if name in properties:
                use.names.add(name)
                self.visit(properties[name], child)
            elif not (view.maps or view.anything):
                self._unknown(name, child, properties)
        if self._root.direction is Direction.SEND and not tree.deep:
            self._check_required(made, properties, tree)

    def _whole_object(self, made: ObjectView, view: View, tree: PathTree) -> None:
        """A path that ends at an object: fine beside a scalar (string-or-object), else unclear."""
        if view.scalars and self._root.direction is Direction.SEND:
            self.outline((view.pointer,))
        elif view.scalars:
            self._reference(made)
        elif made.properties:
            properties = self._selection.properties(made, self._root.direction)
            self._sink.add(object_without_fields.report(tree.span, tree.path, properties))

    def _reference(self, made: ObjectView) -> None:
        """What stands for an object where a plain string may stand too: its id."""
        if _IDENTITY in made.properties:
            self._touch(made).names.add(_IDENTITY)
        else:
            self.required_scalars(made)

    def required_scalars(self, made: ObjectView) -> None:
        """The least of an object that tells anything: what it always has.

        In requests required objects are entered too, or the value could not be sent.
        """
        use = self._touch(made)
        if made.identity in self._minimal:
            return
        self._minimal.add(made.identity)
        properties = self._selection.properties(made, self._root.direction)
        sending = self._root.direction is Direction.SEND
        for name in sorted(made.required & properties.keys()):
            if self._schemas.is_scalar(properties[name]):
                use.names.add(name)
            elif sending:
                use.names.add(name)
                self.minimum(properties[name])

    def minimum(self, pointers: tuple[str, ...]) -> None:
        view = self._schemas.merged(pointers)
        if self._enters(view.arrays):
            self.minimum(view.arrays)
        if (made := one_object(view)) is not None:
            self.required_scalars(made)

    def outline(self, pointers: tuple[str, ...]) -> None:
        view = self._schemas.merged(pointers)
        if self._enters(view.arrays):
            self.outline(view.arrays)
        made = one_object(view)
        if made is None or made.identity in self._minimal:
            return
        self._minimal.add(made.identity)
        use = self._touch(made)
        for name, found in self._selection.properties(made, self._root.direction).items():
            if self._schemas.is_scalar(found):
                use.names.add(name)
            elif name in made.required:
                use.names.add(name)
                self.outline(found)

    def _enters(self, items: tuple[str, ...]) -> bool:
        """Whether there are elements that were not entered yet: a list may hold itself."""
        if not items or items in self._entered:
            return False
        self._entered.add(items)
        return True

    def _map_values(self, view: View, tree: PathTree) -> None:
        for value in view.maps:
            if value is not None:
                for child in tree.children.values() or [tree]:
                    self.visit((value,), child)

    def _everything(self, pointers: tuple[str, ...]) -> None:
        """All properties below, without recursion: documents nest deeper than Python may."""
        pending = [pointers]
        seen: set[tuple[str, ...]] = set()
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            level = self._selection.level(current, self._root.direction)
            if level.made is not None:
                self._touch(level.made).names.update(level.names)
            pending.extend(level.below)

    def _touch(self, made: ObjectView) -> Use:
        self.reached.add(made.identity)
        return self._selection.use(self._root, made)

    def _check_required(
        self, made: ObjectView, properties: dict[str, tuple[str, ...]], tree: PathTree
    ) -> None:
        for name in sorted((made.required & properties.keys()) - tree.children.keys()):
            if not (tree.star and self._schemas.is_scalar(properties[name])):
                path = f"{tree.path}.{name}" if tree.path else name
                self._sink.add(missing_request_field.report(tree.span, self._root.title, path))

    def _report_strays(self, view: View, tree: PathTree) -> None:
        """Children below something without fields."""
        if view.arrays or view.maps or view.anything:
            return
        for name, child in tree.children.items():
            self._unknown(name, child, {})

    def _unknown(self, name: str, child: PathTree, known: Iterable[str]) -> None:
        sending = self._root.direction is Direction.SEND
        rule = unknown_request_field if sending else unknown_response_field
        self._sink.add(rule.report(child.span, self._root.title, name, child.path, known))
