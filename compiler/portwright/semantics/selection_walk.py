"""One walk of a path tree over schemas, which fills a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.openapi.view import ObjectView, View
from portwright.rules.mapping import (
    missing_request_field,
    object_without_fields,
    unknown_request_field,
    unknown_response_field,
)
from portwright.semantics.paths import PathTree
from portwright.semantics.use import Key, Root, Use, key_of, scope_inside

if TYPE_CHECKING:
    from portwright.semantics.selection import Selection

_IDENTITY = "id"


class Walk:
    """One walk from one root."""

    def __init__(self, selection: Selection, root: Root, sink: Diagnostics) -> None:
        self._selection = selection
        self._schemas = selection.schemas
        self._root = root
        self._sink = sink
        self.reached: set[str] = set()
        self._scope = root.scope
        self._minimal: set[Key] = set()
        self._entered: set[tuple[tuple[str, ...], str]] = set()
        self._visited: set[tuple[tuple[str, ...], str, int]] = set()

    def visit(self, pointers: tuple[str, ...], tree: PathTree) -> None:
        """Lists in lists are followed without recursion: they nest deeper than Python may."""
        pending: list[tuple[tuple[str, ...], PathTree]] = [(pointers, tree)]
        while pending:
            pending.extend(self._level(*pending.pop()))

    def _level(
        self, pointers: tuple[str, ...], tree: PathTree
    ) -> Iterator[tuple[tuple[str, ...], PathTree]]:
        """Select at one level; what a list or a map holds is answered, each with its tree."""
        # A list or a map may hold itself, and the same tree goes on through it.
        if (pointers, self._scope, id(tree)) in self._visited:
            return
        self._visited.add((pointers, self._scope, id(tree)))
        if tree.deep:
            self._everything(pointers)
            if not tree.children:
                return
        view = self._schemas.merged(pointers)
        made = one_object(view)
        # Beside an object, a list of scalars has nothing that a path could mean.
        if view.arrays and (made is None or not self._schemas.is_scalar(view.arrays)):
            yield view.arrays, tree
        yield from self._map_values(view, tree)
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
                with self._inside(made):
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
        elif made.properties and not tree.filled:
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
        if not self._is_new(made):
            return
        properties = self._selection.properties(made, self._root.direction)
        sending = self._root.direction is Direction.SEND
        for name in sorted(made.required & properties.keys()):
            if self._schemas.is_scalar(properties[name]):
                use.names.add(name)
            elif sending:
                use.names.add(name)
                with self._inside(made):
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
        if made is None or not self._is_new(made):
            return
        use = self._touch(made)
        for name, found in self._selection.properties(made, self._root.direction).items():
            if self._schemas.is_scalar(found):
                use.names.add(name)
            elif name in made.required:
                use.names.add(name)
                with self._inside(made):
                    self.outline(found)

    def _enters(self, items: tuple[str, ...]) -> bool:
        """Whether there are elements that were not entered yet: a list may hold itself."""
        if not items or (items, self._scope) in self._entered:
            return False
        self._entered.add((items, self._scope))
        return True

    def _is_new(self, made: ObjectView) -> bool:
        """Whether the least of an object was not selected yet."""
        key = key_of(self._root.direction, self._scope, made.identity)
        if key in self._minimal:
            return False
        self._minimal.add(key)
        return True

    def _map_values(self, view: View, tree: PathTree) -> Iterator[tuple[tuple[str, ...], PathTree]]:
        if view.map_values:
            for child in tree.children.values() or [tree]:
                yield view.map_values, child

    def _everything(self, pointers: tuple[str, ...]) -> None:
        """All properties below, without recursion: documents nest deeper than Python may.

        What an earlier walk took whole is not walked again.
        """
        direction = self._root.direction
        pending = [(pointers, self._scope)]
        taken, own = self._selection.taken(self._root), set[tuple[tuple[str, ...], str]]()
        while pending:
            current, scope = pending.pop()
            if current in taken or (current, scope) in own:
                continue
            level = self._selection.level(current, direction)
            inside = level.scope(scope)
            if not (inside or level.items):
                taken.add(current)
            own.add((current, scope))
            if level.made is not None:
                self._touch(level.made, scope).names.update(level.names)
            pending.extend((item, scope) for item in level.items)
            pending.extend((item, inside) for item in level.properties)

    def _touch(self, made: ObjectView, scope: str | None = None) -> Use:
        self.reached.add(made.identity)
        return self._selection.use(self._root, made, self._scope if scope is None else scope)

    @contextmanager
    def _inside(self, made: ObjectView) -> Iterator[None]:
        """While the properties of an object are walked; see scope_inside."""
        outer = self._scope
        self._scope = scope_inside(outer, made.identity)
        try:
            yield
        finally:
            self._scope = outer

    def _check_required(
        self, made: ObjectView, properties: dict[str, tuple[str, ...]], tree: PathTree
    ) -> None:
        lacking = sorted((made.required & properties.keys()) - tree.children.keys())
        strange = sorted(tree.children.keys() - properties.keys())
        for name in not_misspelt(lacking, strange):
            if not (tree.star and self._schemas.is_scalar(properties[name])):
                path = f"{tree.path}.{name}" if tree.path else name
                self._sink.add(
                    missing_request_field.report(
                        tree.span, self._root.title, path, mapped=tree.mapped
                    )
                )

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
