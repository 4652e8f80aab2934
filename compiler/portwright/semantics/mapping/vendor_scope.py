"""Where paths of an answer lead: through the schemas of a vendor's document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Path, Step
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.rules.mapping import list_without_each, unknown_response_field
from portwright.semantics.mapping.asserted import asserted
from portwright.semantics.mapping.kinds import Kind, vendor_kind
from portwright.semantics.mapping.steps import Segment, segments
from portwright.semantics.mapping.values import Value
from portwright.semantics.selection import Selection
from portwright.semantics.use import Root
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class VendorScope:
    """Paths through a vendor's value: from `base` on, where the schemas at `pointers` stand. What
    a path goes through is selected by that. `operation` names what stands inline in one. `gone`:
    null may stand at `base` or before it; `is_object`: it is an object, of what may be none too."""

    selection: Selection
    pointers: tuple[str, ...]
    base: Path
    title: str
    operation: str = ""
    gone: bool = False
    is_object: bool = False

    def resolve(self, path: Text) -> Value | Diagnostic:
        """What a path leads to, or what is wrong with it."""
        pointers, found, gone = self.pointers, self.base, self.gone or self.base.nullable
        rest = list(segments(path))
        while rest:
            segment, rest = self._taken(pointers, rest)
            step = self._step(pointers, segment, path)
            if isinstance(step, Diagnostic):
                return step
            added, below = step
            gone = (
                gone or self._ends(pointers, found) or added.nullable or added.kind != "attribute"
            )
            found, pointers = replace(found, steps=(*found.steps, added)), below
        return self._value(found, pointers, gone)

    def _taken(
        self, pointers: tuple[str, ...], rest: list[Segment]
    ) -> tuple[Segment, list[Segment]]:
        """The next segment: the longest name with dots in it that is a field, else the first."""
        dotted = [name for name in self._known(pointers) if "." in name]
        segment, taken = rest[0], 1
        for number, other in enumerate(rest[1:] if dotted else (), start=2):
            if other.index is not None:
                break
            segment = segment.and_then(other)
            if segment.text in dotted:
                taken = number
        whole = rest[0]
        for other in rest[1:taken]:
            whole = whole.and_then(other)
        return whole, rest[taken:]

    def _known(self, pointers: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        made = one_object(self.selection.schemas.merged(pointers))
        return self.selection.properties(made, Direction.READ) if made is not None else {}

    def _ends(self, pointers: tuple[str, ...], path: Path) -> bool:
        """Whether a path may end here for what it does not lead through, such as an id in an
        object's place."""
        if self.is_object and path == self.base:
            return False
        view = self.selection.schemas.merged(pointers)
        return sum(map(bool, (view.objects, view.scalars, view.arrays, view.maps))) > 1

    def _step(
        self, pointers: tuple[str, ...], segment: Segment, path: Text
    ) -> tuple[Step, tuple[str, ...]] | Diagnostic:
        view = self.selection.schemas.merged(pointers)
        if segment.index is not None and view.arrays:
            items = self.selection.schemas.merged(view.arrays)
            return Step(str(segment.index), "index", items.nullable), view.arrays
        made = one_object(view)
        known = self.selection.properties(made, Direction.READ) if made is not None else {}
        name = segment.text
        if segment.index is None and name in known and made is not None:
            self.selection.use(self._root(pointers), made).names.add(name)
            below = self.selection.schemas.merged(known[name])
            return Step(name, nullable=below.nullable or name not in made.required), known[name]
        if view.maps and view.maps[0] is not None:
            nullable = self.selection.schemas.merged((view.maps[0],)).nullable
            return Step(name, "key", nullable), (view.maps[0],)
        if view.arrays and made is None:
            return list_without_each.report(path.span, path, segment.before)
        return unknown_response_field.report(path.span, self.title, name, path, known)

    def _root(self, pointers: tuple[str, ...]) -> Root:
        return Root(pointers, Direction.READ, self.operation, self.title)

    def identity(self, path: Text, value: Value) -> tuple[Kind, bool] | Diagnostic:
        """What the id of an object is, or what stands in the object's place, and whether it may be
        null. The id is selected."""
        made = one_object(self.selection.schemas.merged(value.pointers))
        known = self.selection.properties(made, Direction.READ) if made is not None else {}
        if made is None or "id" not in known:
            return unknown_response_field.report(path.span, str(path), "id", path, known)
        self.selection.use(self._root(value.pointers), made).names.add("id")
        view = self.selection.schemas.merged(known["id"])
        kind = vendor_kind(view)
        if value.kind.name == "reference" and not kind.is_text:
            kind = Kind("mixed", f"string or {kind.label}")
        return kind, view.nullable or "id" not in made.required

    def _value(self, path: Path, pointers: tuple[str, ...], nullable: bool) -> Value:
        view = self.selection.schemas.merged(pointers)
        return Value(path, vendor_kind(view), nullable, pointers)

    def whole(self) -> Value:
        """What all the paths begin at."""
        return self._value(self.base, self.pointers, self.gone or self.base.nullable)

    def below(self, value: Value) -> VendorScope | None:
        """The scope of an object that a path led to, and that is there where this is read."""
        if not isinstance(value.expression, Path):
            return None
        base, is_object = asserted(value.expression), value.expression.whole
        return replace(self, pointers=value.pointers, base=base, gone=False, is_object=is_object)

    def through(self, value: Value) -> VendorScope | None:
        """The same where nobody looks first whether the object is there."""
        if not isinstance(value.expression, Path):
            return None
        return replace(
            self, pointers=value.pointers, base=value.expression, gone=value.nullable,
            is_object=False,
        )  # fmt: skip
