"""Objects and lists: field by field, item by item, or by a mapping that has a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from portwright.diagnostics.model import Diagnostic
from portwright.ir.mapping import Each, Expression, IdOf, Listed, Path
from portwright.ir.port import PortList, PortStream, bare
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.rules.mapping import mismatched_type, one_of_use_and_fields
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.bind import bind, bind_value
from portwright.semantics.mapping.conditions import conditions
from portwright.semantics.mapping.fit import settled
from portwright.semantics.mapping.kinds import Kind, KindName, port_kind, sent_kind, vendor_kind
from portwright.semantics.mapping.records import whole
from portwright.semantics.mapping.scopes import ItemScope
from portwright.semantics.mapping.values import Target, Value
from portwright.semantics.mapping.vendor_scope import VendorScope

_OBJECTS: Final[frozenset[KindName]] = frozenset(("object", "record", "reference"))
_LISTS: Final[frozenset[KindName]] = frozenset(("list",))
_REFERENCES: Final[frozenset[KindName]] = frozenset(("reference", "object", "string"))


def ref(transform: language.RefOf, at: At) -> Value | None:
    value = at.operand(transform.ref, _REFERENCES, "an id or an object with one")
    if value is None or not isinstance(value.expression, Path):
        return None
    found = IdOf(value.expression)
    if value.kind.name == "string" or not isinstance(at.scope, VendorScope):
        return Value(found, Kind("string", "string"), value.nullable)
    identity = at.scope.identity(transform.ref, value)
    if isinstance(identity, Diagnostic):
        at.sink.add(identity)
        return None
    kind, nullable = identity
    return Value(found, kind, value.nullable or nullable)


def object_of(transform: language.ObjectOf, at: At) -> Value | None:
    if not _is_either(transform, at):
        return None
    value = at.operand(transform.object, _OBJECTS, "an object")
    if value is None:
        return None
    return whole(transform.use, transform.fields, value, at, transform.place.keys.get("fields"))


def listed(transform: language.ListOf, at: At) -> Value | None:
    """What an item makes of null is left out, so that every item may be null."""
    target = item_target(at)
    if target is None:
        kind = at.target.kind.label
        at.sink.add(mismatched_type.report_no_list(at.span, at.target.title, kind, "list"))
        return None
    below = replace(at, target=replace(target, nullable=True), name=(*at.name, "item"))
    values = [bind_value(item, below) for item in transform.list]
    found = [settled(value, below) if value is not None else None for value in values]
    items = tuple(item for item in found if item is not None)
    if len(items) < len(found):
        return None
    unset = any(value is not None and value.may_be_unset for value in values)
    made = Listed(items, at.target.container)
    return Value(made, at.target.kind, False, (), at.target.port, unset)


def each(transform: language.EachOf, at: At) -> Value | None:
    if not _is_either(transform, at):
        return None
    value = at.operand(transform.each, _LISTS, "a list")
    if value is None or not isinstance(value.expression, Path):
        return None
    target = item_target(at)
    if target is None:
        at.sink.add(mismatched_type.report_no_list(at.span, at.target.title, at.target.kind.label))
        return None
    variable = at.fresh()
    item = item_of(value, variable, at)
    below = replace(at, target=target, name=(*at.name, "item"))
    made = _item(transform, item, below)
    scope = at.scope.through(item) or items_scope(item, at)
    where = conditions(transform.where, scope, at) if transform.where else ()
    if made is None or where is None:
        return None
    listed = Each(value.expression, variable, made, where, at.target.container)
    return Value(listed, at.target.kind, value.nullable, (), at.target.port, value.may_be_unset)


def _item(transform: language.EachOf, item: Value, at: At) -> Expression | None:
    """What an item becomes."""
    if transform.value is None:
        span = transform.place.keys.get("fields")
        made = whole(transform.use, transform.fields, item, at, span)
        return settled(made, at) if made is not None else None
    scope = at.scope.through(item) or items_scope(item, at)
    return bind(transform.value, replace(at, scope=scope))


def items_scope(item: Value, at: At) -> ItemScope:
    """Where the item is no object of the port's, `.` alone is a path."""
    assert isinstance(item.expression, Path)
    return ItemScope(item, item.expression, at.target.title)


def item_of(value: Value, variable: str, at: At) -> Value:
    """One item of a list, in a variable of its own."""
    found = bare(value.port) if value.port is not None else None
    if isinstance(found, PortList):
        gone = found.item != bare(found.item)
        kind = port_kind(at.around.port, found.item)
        return Value(Path(variable, (), gone), kind, gone, (), found.item)
    schemas = at.around.selection.schemas
    pointers = schemas.merged(value.pointers).arrays
    view = schemas.merged(pointers)
    return Value(
        Path(variable, (), view.nullable, True), vendor_kind(view), view.nullable, pointers
    )


def item_target(at: At) -> Target | None:
    """What the items of the target are."""
    found = bare(at.target.port) if at.target.port is not None else None
    if isinstance(found, PortList | PortStream):
        item = found.item
        return Target(
            port_kind(at.around.port, item), at.target.title, item != bare(item), (), item
        )
    schemas = at.around.selection.schemas
    pointers = schemas.merged(at.target.pointers).arrays if at.target.sends else ()
    if not pointers:
        return None
    view = schemas.merged(pointers)
    return Target(
        sent_kind(view), at.target.title, view.nullable, pointers, None, at.target.in_form
    )


def _is_either(transform: language.ObjectOf | language.EachOf, at: At) -> bool:
    """Whether one key, and one only, says what is made."""
    is_each = isinstance(transform, language.EachOf)
    value = transform.value if isinstance(transform, language.EachOf) else None
    if sum(item is not None for item in (transform.use, transform.fields, value)) == 1:
        return True
    at.sink.add(one_of_use_and_fields.report(transform.place.span, is_each=is_each))
    return False


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.RefOf: ref,
    language.ObjectOf: object_of,
    language.ListOf: listed,
    language.EachOf: each,
}
