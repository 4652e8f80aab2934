"""Values, targets and scopes: what a path gives, what a field takes, where paths begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Expression, Path, Step
from portwright.ir.port import (
    Port,
    PortField,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortRecord,
    PortType,
    bare,
)
from portwright.ir.shapes import Direction
from portwright.openapi.combine import one_object
from portwright.rules.mapping import list_without_each, unknown_input, unknown_response_field
from portwright.semantics.mapping.kinds import Kind, port_kind, vendor_kind
from portwright.semantics.mapping.steps import Segment, segments
from portwright.semantics.selection import Selection
from portwright.semantics.use import Root
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives. Of the vendor's side `pointers` are set, of the port's `port`."""

    expression: Expression
    kind: Kind
    nullable: bool = False
    pointers: tuple[str, ...] = ()
    port: PortType | None = None
    may_be_unset: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a field takes; `title` is what messages call it, such as `Payment.amount`."""

    kind: Kind
    title: str
    nullable: bool
    pointers: tuple[str, ...] = ()
    port: PortType | None = None
    in_form: bool = False

    @property
    def sends(self) -> bool:
        """Whether it is the vendor's: then null leaves it out."""
        return self.port is None


@dataclass(frozen=True, slots=True)
class VendorScope:
    """Paths through a vendor's value: from `base` on, where the schemas at `pointers` stand. What
    a path goes through is selected by that. `operation` names what stands inline in one."""

    selection: Selection
    pointers: tuple[str, ...]
    base: Path
    title: str
    operation: str = ""

    def resolve(self, path: Text) -> Value | Diagnostic:
        """What a path leads to, or what is wrong with it."""
        pointers, found, gone = self.pointers, self.base, False
        for segment in segments(path):
            step = self._step(pointers, segment, path)
            if isinstance(step, Diagnostic):
                return step
            added, below = step
            gone = gone or self._ends(pointers) or added.nullable or added.kind == "index"
            found, pointers = replace(found, steps=(*found.steps, added)), below
        return self._value(found, pointers, gone)

    def _ends(self, pointers: tuple[str, ...]) -> bool:
        """Whether a path may end here for what is no object, such as an id in an object's place."""
        view = self.selection.schemas.merged(pointers)
        return bool(view.objects and view.scalars)

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

    def select_identity(self, value: Value) -> None:
        """Select the id of an object that may stand for itself or for its id."""
        made = one_object(self.selection.schemas.merged(value.pointers))
        if made is not None and "id" in made.properties:
            self.selection.use(self._root(value.pointers), made).names.add("id")

    def _value(self, path: Path, pointers: tuple[str, ...], nullable: bool) -> Value:
        view = self.selection.schemas.merged(pointers)
        return Value(path, vendor_kind(view), nullable, pointers)

    def whole(self) -> Value:
        """What all the paths begin at."""
        return self._value(self.base, self.pointers, False)

    def below(self, value: Value) -> VendorScope | None:
        """The scope of an object that a path led to."""
        if not isinstance(value.expression, Path):
            return None
        return replace(self, pointers=value.pointers, base=asserted(value.expression))


@dataclass(frozen=True, slots=True)
class PortScope:
    """Paths through the inputs of an operation, or, from `base` on, the fields of a record.

    `used` gathers the inputs that something reads.
    """

    port: Port
    fields: Mapping[str, PortField]
    title: str
    base: Path | None = None
    used: set[str] = field(default_factory=set)

    def resolve(self, path: Text) -> Value | Diagnostic:
        first, *rest = segments(path)
        known = self.fields.get(first.text)
        if known is None or first.index is not None:
            return unknown_input.report(path.span, first.text, path, self.title, self.fields)
        self.used.add(known.name)
        found, at, gone = known.type, self._start(known), isinstance(known.type, PortNullable)
        for segment in rest:
            step = self._step(found, segment, path)
            if isinstance(step, Diagnostic):
                return step
            added, found = step
            gone = gone or added.nullable or added.kind != "attribute"
            at = replace(at, steps=(*at.steps, added))
        return Value(at, port_kind(self.port, found), gone, (), found, at.may_be_unset)

    def _start(self, known: PortField) -> Path:
        nullable = isinstance(known.type, PortNullable)
        if self.base is None:
            return Path(known.name, (), nullable, may_be_unset=known.may_be_unset)
        return replace(self.base, steps=(*self.base.steps, Step(known.name, nullable=nullable)))

    def _step(
        self, found: PortType, segment: Segment, path: Text
    ) -> tuple[Step, PortType] | Diagnostic:
        match bare(found):
            case PortList(item) if segment.index is not None:
                return Step(str(segment.index), "index", isinstance(item, PortNullable)), item
            case PortMap(value) if segment.index is None:
                return Step(segment.text, "key", isinstance(value, PortNullable)), value
            case PortNamed(name) if isinstance(record := self.port.type(name), PortRecord):
                known = by_name(record.fields)
                if (inner := known.get(segment.text)) is not None:
                    return Step(inner.name, nullable=_is_nullable(inner)), inner.type
                return unknown_input.report(path.span, segment.text, path, name, known)
        return unknown_input.report(path.span, segment.text, path, "it", ())

    def whole(self) -> Value:
        """The record that all the paths begin at."""
        found = PortNamed(self.title)
        return Value(self.base or Path(""), port_kind(self.port, found), False, (), found)

    def below(self, value: Value) -> PortScope | None:
        """The scope of a record that a path led to; None for anything else."""
        found = bare(value.port) if value.port is not None else None
        record = self.port.type(found.name) if isinstance(found, PortNamed) else None
        if not isinstance(record, PortRecord) or not isinstance(value.expression, Path):
            return None
        fields = by_name(record.fields)
        return PortScope(self.port, fields, record.name, asserted(value.expression))


Scope = VendorScope | PortScope


def asserted(path: Path) -> Path:
    """The path, nothing on which is null: whoever uses it has looked."""
    steps = tuple(replace(step, nullable=False, asserted=True) for step in path.steps)
    return replace(path, steps=steps, root_nullable=False, may_be_unset=False)


def by_name(fields: Iterable[PortField]) -> dict[str, PortField]:
    return {item.name: item for item in fields}


def _is_nullable(found: PortField) -> bool:
    return isinstance(found.type, PortNullable)
