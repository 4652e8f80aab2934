"""Words and constants: enums in terms of each other, tables, literals."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final

from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.mapping import Expression, LookedUp, ScalarValue
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.rules.mapping import (
    enum_needs_else,
    incomplete_enum_map,
    mismatched_type,
    unknown_enum_value,
)
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.constants import constant, null, scalar, several
from portwright.semantics.mapping.kinds import Kind, KindName
from portwright.semantics.mapping.values import Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span, Text

_WORDS: Final[frozenset[KindName]] = frozenset(("enum", "string", "id"))
_KEYS: Final[frozenset[KindName]] = frozenset(("enum", "string", "id", "integer", "boolean"))
_NULL: Final = "null"
_LOOKUP: Final = "write {lookup: <path>, in: {...}}, which takes any scalar"
Entries = tuple[tuple[ScalarValue, Expression], ...]


def enum(transform: language.EnumOf, at: At) -> Value | None:
    value = at.operand(transform.enum, _WORDS, "a string", _LOOKUP)
    if value is None:
        return None
    span = transform.place.keys.get("map")
    keys = list(_known_keys(transform, value.kind, at))
    entries = tuple(
        (key, made)
        for key, word in keys
        if (made := constant(ScalarNode(str(word), word.span), at.target, at)) is not None
    )
    fallback = None
    if transform.else_ is not None:
        fallback = constant(ScalarNode(str(transform.else_), transform.else_.span), at.target, at)
    elif not _is_complete(transform, value, at, span):
        return None
    if not _takes_null(transform.enum, transform.map, value, at, span):
        return None
    if len(entries) < len(transform.map) or (transform.else_ is not None and fallback is None):
        return None
    return _looked_up(value, entries, fallback, at)


def _known_keys(
    transform: language.EnumOf, kind: Kind, at: At
) -> Iterator[tuple[ScalarValue, Text]]:
    for key, word in transform.map.items():
        if key == _NULL:
            yield None, word
        elif kind.words is None or str(key) in kind.words:
            yield str(key), word
        else:
            known = [str(item) for item in kind.words]
            at.sink.add(unknown_enum_value.report(key.span, key, transform.enum, known))


def _is_complete(transform: language.EnumOf, value: Value, at: At, span: Span | None) -> bool:
    if value.kind.words is None:
        at.sink.add(enum_needs_else.report(span, transform.enum))
        return False
    words = [str(word) for word in value.kind.words]
    strange = [key for key in transform.map if key not in (*words, _NULL)]
    missing = not_misspelt((word for word in words if word not in transform.map), strange)
    if missing:
        at.sink.add(incomplete_enum_map.report(span, transform.enum, missing))
    return not (missing or strange)


def _takes_null(
    path: Text, entries: Container[object], value: Value, at: At, span: Span | None
) -> bool:
    """Whether null has an entry, where it needs one; `else` is for words."""
    if not value.nullable or at.target.nullable or _NULL in entries:
        return True
    at.sink.add(incomplete_enum_map.report_null(span, path))
    return False


def lookup(transform: language.Lookup, at: At) -> Value | None:
    value = at.operand(transform.lookup, _KEYS, "a string, an integer or a boolean")
    if value is None:
        return None
    entries = tuple(
        (key, made)
        for written, node in transform.in_.items()
        if (key := _key(written, value.kind, at)) is not _BAD
        and (made := constant(node, at.target, at)) is not None
    )
    fallback = None
    if transform.else_ is not None:
        fallback = constant(transform.else_, at.target, at)
    elif not _covers(transform, value, at):
        return None
    span = transform.place.keys.get("in")
    if not _takes_null(transform.lookup, transform.in_, value, at, span):
        return None
    if len(entries) < len(transform.in_) or (transform.else_ is not None and fallback is None):
        return None
    return _looked_up(value, entries, fallback, at)


_BAD: Final = object()


def _key(written: Text, kind: Kind, at: At) -> ScalarValue:
    if written == _NULL:
        return None
    made = scalar(ScalarNode(str(written), written.span), kind)
    if made is None:
        at.sink.add(mismatched_type.report_key(written.span, str(written), kind.label))
        return _BAD  # type: ignore[return-value]
    return made


def _covers(transform: language.Lookup, value: Value, at: At) -> bool:
    words = ("true", "false") if value.kind.name == "boolean" else value.kind.words
    span = transform.place.keys.get("in")
    if words is None:
        at.sink.add(enum_needs_else.report(span, transform.lookup))
        return False
    missing = [str(word) for word in words if str(word) not in transform.in_]
    if missing:
        at.sink.add(incomplete_enum_map.report(span, transform.lookup, missing))
    return not missing


def _looked_up(value: Value, entries: Entries, fallback: Expression | None, at: At) -> Value:
    """Null has an entry of its own, or stays null."""
    takes_null = value.nullable and any(key is None for key, _ in entries)
    if not takes_null:
        entries = tuple(entry for entry in entries if entry[0] is not None)
    key = value.port if value.port is not None else value.pointers
    into = at.target.port if at.target.port is not None else at.target.pointers
    name = at.add_table(entries, key, into)
    found = LookedUp(name, value.expression, fallback, takes_null, of_input=at.target.sends)
    nullable = value.nullable and not takes_null
    return Value(found, at.target.kind, nullable, (), at.target.port, value.may_be_unset)


def const(transform: language.ConstValue, at: At) -> Value | None:
    span = transform.place.values.get("const")
    return several(transform.const, at, span) if transform.const else null(span, at)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.EnumOf: enum,
    language.Lookup: lookup,
    language.ConstValue: const,
}
