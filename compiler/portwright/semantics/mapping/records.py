"""Records field by field: of the port in an answer, objects of the vendor's in a request."""

from __future__ import annotations

from dataclasses import replace

from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.mapping import Expression, Made, Path
from portwright.ir.port import PortNamed, PortRecord, PortType, bare
from portwright.language import mappings as language
from portwright.language.record import Table
from portwright.rules.mapping import mismatched_type, unknown_port_field, unset_port_field
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.bind import bind
from portwright.semantics.mapping.kinds import port_kind
from portwright.semantics.mapping.values import Target, Value
from portwright.source.span import Span, Text


def whole(
    use: Text | None,
    fields: Table[language.Expression] | None,
    value: Value,
    at: At,
    span: Span | None = None,
) -> Value | None:
    """An object by a mapping's name, or field by field; `span` is the key `fields`."""
    value = _as_object(value)
    if use is not None:
        return at.around.mappers.used(use, value, at)
    if fields is None:
        return None
    scope = at.scope.below(value)
    if scope is None:
        at.sink.add(mismatched_type.report_operand(at.span, "it", value.kind.label, "an object"))
        return None
    below = replace(at, scope=scope)
    return _sent(fields, value, below) if at.target.sends else _record(fields, value, below, span)


def _as_object(value: Value) -> Value:
    """Of what may also be no object, such as an id in its place, the object; null for the rest."""
    path = value.expression
    if value.kind.name != "reference" or not isinstance(path, Path):
        return value
    return replace(value, expression=replace(path, whole=True), nullable=True)


def _record(
    fields: Table[language.Expression], value: Value, at: At, span: Span | None
) -> Value | None:
    made = record(fields, at, span)
    if made is None:
        return None
    guard = value.expression if value.nullable and isinstance(value.expression, Path) else None
    return Value(replace(made, guard=guard), at.target.kind, value.nullable, (), at.target.port)


def record(fields: Table[language.Expression], at: At, span: Span | None) -> Made | None:
    """A record of the port; None once something in it was reported."""
    named = bare(at.target.port) if at.target.port is not None else None
    known = at.around.port.type(named.name) if isinstance(named, PortNamed) else None
    if not isinstance(known, PortRecord):
        at.sink.add(mismatched_type.report_no_record(span, at.target.title, at.target.kind.label))
        return None
    found: dict[str, Expression] = {}
    whole = True
    types = {item.name: item for item in known.fields}
    for name, expression in fields.items():
        if name not in types:
            at.sink.add(unknown_port_field.report(name, known.name, types))
            whole = False
            continue
        made = bind(expression, _field(name, known.name, types[name].type, fields, at))
        whole = whole and made is not None
        if made is not None:
            found[str(name)] = made
    lacking = (name for name in types if not fields.declares(name))
    strange = [name for name in fields if name not in types]
    for wanted in not_misspelt(lacking, strange):
        if not types[wanted].has_default:
            nullable = _nullable(types[wanted].type)
            at.sink.add(unset_port_field.report(span, known.name, wanted, nullable))
            whole = False
    ordered = tuple((item.name, found[item.name]) for item in known.fields if item.name in found)
    return Made(known.name, ordered) if whole else None


def _nullable(found: PortType) -> bool:
    return bare(found) != found


def _field(
    name: Text, record: str, found: PortType, fields: Table[language.Expression], at: At
) -> At:
    kind = port_kind(at.around.port, found)
    target = Target(kind, f"{record}.{name}", _nullable(found), (), found)
    span = fields.place.values.get(str(name))
    return replace(at, target=target, name=(*at.name, str(name)), span=span)


def _sent(fields: Table[language.Expression], value: Value, at: At) -> Value | None:
    from portwright.semantics.mapping.sending import sent_object

    made = sent_object(fields, at)
    if made is None:
        return None
    asked = value.nullable or value.may_be_unset
    guard = value.expression if asked and isinstance(value.expression, Path) else None
    return Value(
        replace(made, guard=guard), at.target.kind, value.nullable, (), None, value.may_be_unset
    )
