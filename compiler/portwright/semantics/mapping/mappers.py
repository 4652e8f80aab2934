"""Mappings that have a name: bound where something uses them, once for each schema they read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portwright.ir.mapping import Call, Path
from portwright.ir.naming import snake
from portwright.ir.port import PortNamed, PortRecord, bare
from portwright.language import mappings as language
from portwright.openapi.combine import one_object
from portwright.openapi.pointer import escape
from portwright.rules.mapping import misused_mapping, unknown_mapping
from portwright.semantics.mapping.bound import BoundMapper, BoundSendMapper
from portwright.semantics.mapping.kinds import Kind, port_kind
from portwright.semantics.mapping.values import PortScope, Target, Value, VendorScope, by_name
from portwright.source.span import Text

if TYPE_CHECKING:
    from portwright.semantics.mapping.at import Around, At

_SCHEMAS = "#/components/schemas"


@dataclass(slots=True)
class Mappers:
    """The functions that uses of mappings come to. A mapping with a mistake is bound once, too."""

    read: dict[tuple[str, str], BoundMapper | None] = field(default_factory=dict)
    sent: dict[tuple[str, str], BoundSendMapper | None] = field(default_factory=dict)

    def used(self, name: Text, value: Value, at: At) -> Value | None:
        """A call of the mapping's function; None once something was reported."""
        mapping = at.around.mappings.get(name)
        if mapping is None:
            if not at.around.mappings.declares(name):
                at.sink.add(unknown_mapping.report(name, at.around.mappings))
            return None
        if at.target.sends:
            return self._send(name, mapping, value, at)
        return self._read(name, mapping, value, at)

    def _read(self, name: Text, mapping: language.Mapping, value: Value, at: At) -> Value | None:
        target = bare(at.target.port) if at.target.port is not None else None
        if target != PortNamed(str(mapping.to)):
            known = at.around.port.type(mapping.to) or _is_schema(mapping.to, at.around)
            if not known:
                return None  # which is told where the mapping stands
            at.sink.add(misused_mapping.report_makes(name, mapping.to, at.target.kind.label))
            return None
        schema = _schema_of(mapping, value, at)
        if schema is None:
            if not all(_is_schema(source, at.around) for source in mapping.from_):
                return None
            at.sink.add(misused_mapping.report_reads(name, mapping.from_, _title(value, at)))
            return None
        key = (str(name), str(schema))
        if key not in self.read:
            self.read[key] = None
            self.read[key] = read_mapper(name, mapping, schema, at.around)
        mapper = self.read[key]
        if mapper is None:
            return None
        call = Call(mapper.name, (value.expression,), module=".")
        return Value(call, at.target.kind, value.nullable, (), at.target.port, value.may_be_unset)

    def _send(self, name: Text, mapping: language.Mapping, value: Value, at: At) -> Value | None:
        if len(mapping.from_) != 1 or not _is(value, str(mapping.from_[0])):
            at.sink.add(misused_mapping.report_reads(name, mapping.from_, value.kind.label))
            return None
        made = one_object(at.around.selection.schemas.merged(at.target.pointers))
        wanted = _component(mapping.to, at.around)
        if made is None or wanted is None or wanted != made.identity:
            title = _pointer_title(at.target.pointers)
            at.sink.add(misused_mapping.report_makes(name, mapping.to, title))
            return None
        key = (str(name), str(mapping.to))
        if key not in self.sent:
            self.sent[key] = None
            self.sent[key] = send_mapper(name, mapping, at)
        mapper = self.sent[key]
        if mapper is None:
            return None
        call = Call(mapper.name, (value.expression,), module=".")
        return Value(call, at.target.kind, value.nullable, (), None, value.may_be_unset)


def read_mapper(
    name: Text, mapping: language.Mapping, schema: Text, around: Around
) -> BoundMapper | None:
    """The function of a mapping for one of the schemas that it reads."""
    from portwright.semantics.mapping.at import At
    from portwright.semantics.mapping.records import record

    pointer = f"{_SCHEMAS}/{escape(schema)}"
    own = str(name) if schema == mapping.from_[0] else f"{name}_of_{snake(str(schema))}"
    port = PortNamed(str(mapping.to))
    base = Path("found", of_vendor=True)
    scope = VendorScope(around.selection, (pointer,), base, str(schema))
    target = Target(port_kind(around.port, port), str(mapping.to), False, (), port)
    at = At(around, scope, target, (str(name),), mapping.place.span)
    body = record(mapping.fields, at, mapping.place.keys.get("fields"))
    if body is None:
        return None
    return BoundMapper(own, (pointer,), "", str(schema), port, body)


def send_mapper(name: Text, mapping: language.Mapping, at: At) -> BoundSendMapper | None:
    """The function of a mapping from a type of the port."""
    from portwright.semantics.mapping.at import At
    from portwright.semantics.mapping.sending import sent_object

    around = at.around
    source = PortNamed(str(mapping.from_[0]))
    record = around.port.type(source.name)
    if not isinstance(record, PortRecord):
        return None
    scope = PortScope(around.port, by_name(record.fields), record.name, Path("given"))
    target = Target(
        Kind("object", "object"), str(mapping.to), False, at.target.pointers, None,
        at.target.in_form,
    )  # fmt: skip
    below = At(around, scope, target, (str(name),), mapping.place.span)
    body = sent_object(mapping.fields, below)
    if body is None:
        return None
    return BoundSendMapper(str(name), source, at.target.pointers, "", str(mapping.to), body)


def _schema_of(mapping: language.Mapping, value: Value, at: At) -> Text | None:
    """Which of the mapping's schemas the value is of."""
    made = one_object(at.around.selection.schemas.merged(value.pointers))
    if made is None:
        return None
    for schema in mapping.from_:
        if _component(schema, at.around) == made.identity:
            return schema
    return None


def _component(schema: Text, around: Around) -> str | None:
    view = around.selection.schemas.view(f"{_SCHEMAS}/{escape(schema)}")
    made = one_object(view)
    return made.identity if made is not None else None


def _is_schema(name: Text, around: Around) -> bool:
    return bool(around.selection.schemas.node(f"{_SCHEMAS}/{escape(name)}"))


def _is(value: Value, name: str) -> bool:
    return value.port is not None and bare(value.port) == PortNamed(name)


def _title(value: Value, at: At) -> str:
    made = one_object(at.around.selection.schemas.merged(value.pointers))
    return _pointer_title((made.identity,)) if made is not None else value.kind.label


def _pointer_title(pointers: tuple[str, ...]) -> str:
    pointer = pointers[0] if pointers else ""
    name = pointer.removeprefix(f"{_SCHEMAS}/")
    return name if "/" not in name else "an object without a name"
