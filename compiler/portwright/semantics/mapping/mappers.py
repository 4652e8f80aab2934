"""Mappings that have a name: bound where something uses them, once for each schema they read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from portwright.ir.mapping import Call, Path
from portwright.ir.port import PortNamed, PortRecord, bare
from portwright.language import mappings as language
from portwright.openapi.combine import one_object
from portwright.openapi.pointer import SCHEMAS, escape
from portwright.rules.mapping import misused_mapping, unknown_mapping
from portwright.semantics.mapping.bound import BoundMapper, BoundSendMapper
from portwright.semantics.mapping.kinds import Kind, port_kind
from portwright.semantics.mapping.scopes import PortScope, by_name
from portwright.semantics.mapping.values import Target, Value
from portwright.semantics.mapping.vendor_scope import VendorScope
from portwright.source.span import Text

if TYPE_CHECKING:
    from portwright.semantics.mapping.at import Around, At

_OBJECT: Final = Kind("object", "object")


UnderWay: TypeAlias = Literal["under way"]
UNDER_WAY: Final = "under way"


@dataclass(slots=True)
class Mappers:
    """The functions that uses of mappings come to. A mapping with a mistake is bound once, too;
    one that uses itself is under way then."""

    read: dict[tuple[str, str], BoundMapper | UnderWay | None] = field(default_factory=dict)
    sent: dict[tuple[str, bool], BoundSendMapper | UnderWay | None] = field(default_factory=dict)

    def used(self, name: Text, value: Value, at: At) -> Value | None:
        """A call of the mapping's function; None once something was reported."""
        if str(name) in at.around.broken:
            return None
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
            at.sink.add(
                misused_mapping.report_makes(
                    name,
                    mapping.to,
                    at.target.kind.label,
                    is_record=at.target.kind.name == "record",
                )
            )
            return None
        schema = _schema_of(mapping, value, at)
        if schema is None:
            if not all(_is_schema(source, at.around) for source in mapping.from_):
                return None
            at.sink.add(misused_mapping.report_reads(name, mapping.from_, _title(value, at)))
            return None
        function = self.bind_read(name, mapping, schema, at.around)
        if function is None:
            return None
        call = Call(function, (value.expression,), module=".")
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
        pointers, in_form = at.target.pointers, at.target.in_form
        function = self.bind_sent(name, mapping, pointers, at.around, in_form=in_form)
        if function is None:
            return None
        call = Call(function, (value.expression,), module=".")
        return Value(call, at.target.kind, value.nullable, (), None, value.may_be_unset)

    def bind_read(
        self, name: Text, mapping: language.Mapping, schema: Text, around: Around
    ) -> str | None:
        """The function that reads a schema by a mapping; None once something was reported."""
        function = around.functions.read[(str(name), str(schema))]
        key = (str(name), str(schema))
        if key not in self.read:
            self.read[key] = UNDER_WAY
            self.read[key] = read_mapper(name, mapping, schema, function, around)
        return function if self.read[key] is not None else None

    def bind_sent(
        self,
        name: Text,
        mapping: language.Mapping,
        pointers: tuple[str, ...],
        around: Around,
        *,
        in_form: bool,
    ) -> str | None:
        """The function that makes an object by a mapping; None once something was reported."""
        function = around.functions.sent[(str(name), in_form)]
        key = (str(name), in_form)
        if key not in self.sent:
            self.sent[key] = UNDER_WAY
            target = Target(_OBJECT, str(mapping.to), False, pointers, None, in_form)
            self.sent[key] = send_mapper(name, mapping, function, target, around)
        return function if self.sent[key] is not None else None


def read_mapper(
    name: Text, mapping: language.Mapping, schema: Text, function: str, around: Around
) -> BoundMapper | None:
    """The function of a mapping for one of the schemas that it reads."""
    from portwright.semantics.mapping.at import At
    from portwright.semantics.mapping.records import record

    pointer = f"{SCHEMAS}/{escape(schema)}"
    port = PortNamed(str(mapping.to))
    base = Path("found", of_vendor=True)
    scope = VendorScope(around.selection, (pointer,), base, str(schema))
    target = Target(port_kind(around.port, port), str(mapping.to), False, (), port)
    at = At(around, scope, target, (str(name),), mapping.place.span)
    body = record(mapping.fields, at, mapping.place.keys.get("fields"))
    if body is None:
        return None
    return BoundMapper(function, (pointer,), "", str(schema), port, body)


def send_mapper(
    name: Text, mapping: language.Mapping, function: str, target: Target, around: Around
) -> BoundSendMapper | None:
    """The function of a mapping from a type of the port."""
    from portwright.semantics.mapping.at import At
    from portwright.semantics.mapping.sending import sent_object

    source = PortNamed(str(mapping.from_[0]))
    record = around.port.type(source.name)
    if not isinstance(record, PortRecord):
        return None
    scope = PortScope(around.port, by_name(record.fields), record.name, Path("given"))
    below = At(around, scope, target, (str(name),), mapping.place.span)
    body = sent_object(mapping.fields, below)
    if body is None:
        return None
    return BoundSendMapper(function, source, target.pointers, "", str(mapping.to), body)


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
    view = around.selection.schemas.view(f"{SCHEMAS}/{escape(schema)}")
    made = one_object(view)
    return made.identity if made is not None else None


def _is_schema(name: Text, around: Around) -> bool:
    return bool(around.selection.schemas.node(f"{SCHEMAS}/{escape(name)}"))


def _is(value: Value, name: str) -> bool:
    return value.port is not None and bare(value.port) == PortNamed(name)


def _title(value: Value, at: At) -> str:
    made = one_object(at.around.selection.schemas.merged(value.pointers))
    return _pointer_title((made.identity,)) if made is not None else value.kind.label


def _pointer_title(pointers: tuple[str, ...]) -> str:
    pointer = pointers[0] if pointers else ""
    name = pointer.removeprefix(f"{SCHEMAS}/")
    return name if "/" not in name else "an object without a name"
