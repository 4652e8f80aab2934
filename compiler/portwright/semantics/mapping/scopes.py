"""Where paths begin: the inputs of an operation, a record of the port, a plain answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Path, Step
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
    spelled,
)
from portwright.rules.mapping import unknown_input, unknown_response_field
from portwright.semantics.mapping.asserted import asserted
from portwright.semantics.mapping.kinds import Kind, port_kind
from portwright.semantics.mapping.steps import WHOLE, Segment, segments
from portwright.semantics.mapping.values import Value
from portwright.semantics.mapping.vendor_scope import VendorScope
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class PortScope:
    """Paths through the inputs of an operation, or, from `base` on, the fields of a record.

    `used` gathers the inputs that something reads; `variables` are what inputs are called. `gone`:
    null may stand at `base` or before it.
    """

    port: Port
    fields: Mapping[str, PortField]
    title: str
    base: Path | None = None
    used: set[str] = field(default_factory=set)
    variables: Mapping[str, str] = field(default_factory=dict)
    gone: bool = False

    def resolve(self, path: Text) -> Value | Diagnostic:
        first, *rest = segments(path) if path != WHOLE else (Segment(WHOLE),)
        known = self.fields.get(first.text)
        if known is None or first.index is not None:
            report = unknown_input.report if self.base is None else unknown_input.report_field
            return report(path.span, first.text, path, self.title, self.fields)
        self.used.add(known.name)
        found, at, gone = known.type, self._start(known), self.gone or _is_nullable(known)
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
            variable = self.variables.get(known.name, known.name)
            return Path(variable, (), nullable, may_be_unset=known.may_be_unset)
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
                return unknown_input.report_field(path.span, segment.text, path, name, known)
        return unknown_input.report_end(path.span, segment.text, path, spelled(bare(found)))

    def whole(self) -> Value:
        """The record that all the paths begin at."""
        found = PortNamed(self.title)
        return Value(self.base or Path(""), port_kind(self.port, found), self.gone, (), found)

    def below(self, value: Value) -> PortScope | None:
        """The scope of a record that a path led to, and that is there where this is read; None for
        anything else."""
        scope = self.through(value)
        if scope is None or scope.base is None:
            return None
        return replace(scope, base=asserted(scope.base), gone=False)

    def through(self, value: Value) -> PortScope | None:
        """The same where nobody looks first whether the record is there."""
        found = bare(value.port) if value.port is not None else None
        record = self.port.type(found.name) if isinstance(found, PortNamed) else None
        if not isinstance(record, PortRecord) or not isinstance(value.expression, Path):
            return None
        fields = by_name(record.fields)
        return PortScope(self.port, fields, record.name, value.expression, gone=value.nullable)


@dataclass(frozen=True, slots=True)
class PlainScope:
    """An answer that is a text, or bytes: no path leads into it."""

    kind: Kind
    base: Path
    title: str

    def resolve(self, path: Text) -> Value | Diagnostic:
        return unknown_response_field.report(path.span, self.title, str(path), path, ())

    def whole(self) -> Value:
        """The text, or the bytes."""
        return Value(self.base, self.kind)

    def below(self, value: Value) -> PlainScope | None:
        return None

    def through(self, value: Value) -> PlainScope | None:
        return None


@dataclass(frozen=True, slots=True)
class ItemScope:
    """An item of the port's that is no record: no path leads into it."""

    item: Value
    base: Path
    title: str

    def resolve(self, path: Text) -> Value | Diagnostic:
        return unknown_input.report_end(path.span, str(path), path, self.item.kind.label)

    def whole(self) -> Value:
        """The item."""
        return self.item

    def below(self, value: Value) -> ItemScope | None:
        return None

    def through(self, value: Value) -> ItemScope | None:
        return None


Scope: TypeAlias = VendorScope | PortScope | PlainScope | ItemScope


def by_name(fields: Iterable[PortField]) -> dict[str, PortField]:
    return {item.name: item for item in fields}


def _is_nullable(found: PortField) -> bool:
    return isinstance(found.type, PortNullable)
