"""Texts put together and taken apart; headers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from portwright.ir.mapping import Call, Constant, Expression, HeaderValue
from portwright.ir.port import PortList, PortScalar
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.rules.mapping import bad_constant, misplaced_transform
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind, KindName
from portwright.semantics.mapping.transforms.plain import plain
from portwright.semantics.mapping.values import Value
from portwright.source.span import Text

_TEXTS: Final[frozenset[KindName]] = frozenset(("string", "id", "enum"))
_JOINED: Final[frozenset[KindName]] = _TEXTS | {"integer"}


def concat(transform: language.Concat, at: At) -> Value | None:
    parts = [_part(part, at) for part in transform.concat]
    if None in parts or not parts:
        return None
    found = [part for part in parts if part is not None]
    if len(found) == 1 and transform.by is None:
        return replace(found[0], kind=Kind("string", "string"), pointers=(), port=None)
    separator = Constant(str(transform.by or ""))
    nullable = all(part.nullable for part in found)
    arguments: tuple[Expression, ...] = (separator, *(part.expression for part in found))
    function = "joined" if nullable else "joined_text"
    call = Call(function, arguments, takes_null=True, gives_null=nullable)
    unset = any(part.may_be_unset for part in found)
    return Value(call, Kind("string", "string"), nullable, may_be_unset=unset)


def _part(part: Text | language.ConstValue, at: At) -> Value | None:
    if isinstance(part, Text):
        value = at.operand(part, _JOINED, "a string or an integer")
        if value is None or value.kind.name != "integer":
            return plain(value, at) if value is not None else None
        return replace(value, expression=Call("text", (value.expression,)))
    if len(part.const) != 1:
        at.sink.add(bad_constant.report_list(part.place.span, "concat", "string"))
        return None
    return Value(Constant(part.const[0].text), Kind("string", "string"))


def split(transform: language.Split, at: At) -> Value | None:
    operand = at.operand(transform.split, _TEXTS, "a string")
    if operand is None:
        return None
    value = plain(operand, at)
    separator = Constant(str(transform.by))
    if transform.take is not None:
        index = Constant(int(transform.take))
        call = Call("part", (value.expression, separator, index), gives_null=True)
        return Value(call, Kind("string", "string"), True, (), None, value.may_be_unset)
    call = Call("parts", (value.expression, separator))
    if at.is_response and at.target.container == "list":
        call = Call("list", (call,))
    kind, port = Kind("list", "list<string>"), PortList(PortScalar("string"))
    return Value(call, kind, value.nullable, (), port, value.may_be_unset)


def header(transform: language.HeaderOf, at: At) -> Value | None:
    if at.headers is None:
        at.sink.add(misplaced_transform.report_header(transform.place.span))
        return None
    at.headers.add(str(transform.header))
    return Value(HeaderValue(str(transform.header).lower()), Kind("string", "string"), True)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.Concat: concat,
    language.Split: split,
    language.HeaderOf: header,
}
