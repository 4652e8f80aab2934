"""Query languages: clauses whose values are the caller's, whose text is ours alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from portwright.ir.mapping import ClauseOf, Constant, DecimalConstant, Expression, QueryText
from portwright.ir.port import PortList, bare
from portwright.language import queries as language
from portwright.language.record import Record, Table
from portwright.rules.mapping import bad_constant, mismatched_type
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.constants import scalar
from portwright.semantics.mapping.kinds import Kind, KindName, port_kind
from portwright.semantics.mapping.transforms.plain import plain
from portwright.semantics.mapping.values import Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

_OPERANDS: Final[frozenset[KindName]] = frozenset(
    ("string", "id", "enum", "integer", "decimal", "boolean", "instant", "date")
)
_TEXTS: Final[frozenset[KindName]] = frozenset(("string", "id", "enum"))
_ON_TEXT: Final = ("starts_with", "contains")
_ANY: Final = (_OPERANDS, "a value that can be compared")
# What operators take that do not take any value.
_ACCEPTED: Final[Mapping[str, tuple[frozenset[KindName], str]]] = {
    "in": (frozenset(("list",)), "a list"),
    "is_null": (frozenset(("boolean",)), "a boolean"),
    **dict.fromkeys(_ON_TEXT, (_TEXTS, "a string")),
}
_UNQUOTED: Final = (
    Kind("boolean", "boolean"), Kind("integer", "integer"), Kind("decimal", "decimal"),
)  # fmt: skip
Keywords = tuple[tuple[str, str | int | tuple[str, ...]], ...]


def soql(query: language.Soql, at: At) -> Value | None:
    keywords: Keywords = (("select", _texts(query.select)), ("source", str(query.from_)))
    if query.order:
        keywords = (*keywords, ("order", _texts(query.order)))
    if query.limit is not None:
        keywords = (*keywords, ("limit", int(query.limit)))
    return _query("soql", query.where, keywords, at)


def quickbooks(query: language.Query, at: At) -> Value | None:
    select = ("*",) if isinstance(query.select, Text) else _texts(query.select)
    keywords: Keywords = (("select", select), ("source", str(query.from_)))
    if query.order:
        keywords = (*keywords, ("order", _texts(query.order)))
    return _query("quickbooks_query", query.where, keywords, at)


def odata(query: language.Filter, at: At) -> Value | None:
    version = 2 if query.version == "v2" else 4
    return _query("odata_filter", query.where, (("version", version),), at, may_be_empty=True)


def _query(
    function: str,
    where: Table[Table[Any]] | None,
    keywords: Keywords,
    at: At,
    *,
    may_be_empty: bool = False,
) -> Value | None:
    clauses: list[ClauseOf] = []
    written = [
        (field, operator, operand)
        for field, comparisons in (where or Table[Table[Any]]()).items()
        for operator, operand in comparisons.items()
    ]
    for field, operator, operand in written:
        value = _operand(operator, operand, at)
        if value is not None:
            clauses.append(ClauseOf(str(field), str(operator), value))
    if len(clauses) < len(written):
        return None
    text = QueryText(function, tuple(clauses), keywords)
    return Value(text, Kind("string", "string"), may_be_empty)


def _operand(operator: Text, operand: Text | language.QueryConst, at: At) -> Expression | None:
    if isinstance(operand, language.QueryConst):
        return _constant(operator, operand.const, at)
    accepted, wanted = _ACCEPTED.get(operator, _ANY)
    value = at.operand(operand, accepted, wanted)
    if value is None:
        return None
    if operator == "in" and not _is_comparable(value, at):
        at.sink.add(
            mismatched_type.report_operand(
                operand.span, operand, value.kind.label, "a list of values that can be compared"
            )
        )
        return None
    return plain(value, at).expression


def _is_comparable(value: Value, at: At) -> bool:
    """Whether the items of a list are, and none is null."""
    found = bare(value.port) if value.port is not None else None
    if not isinstance(found, PortList) or found.item != bare(found.item):
        return False
    return port_kind(at.around.port, found.item).name in _OPERANDS


def _constant(operator: Text, node: ScalarNode, at: At) -> Expression | None:
    """Quoted it is text; else what it looks like."""
    if operator == "in":
        at.sink.add(bad_constant.report_in(node.span))
        return None
    if operator in _ON_TEXT:
        return Constant(node.text)
    found = _read(node)
    is_flag = isinstance(found, Constant) and isinstance(found.value, bool)
    if operator == "is_null" and not is_flag:
        at.sink.add(bad_constant.report(node.span, node.text, "boolean"))
        return None
    return found


def _read(node: ScalarNode) -> Expression:
    if not node.quoted:
        for kind in _UNQUOTED:
            value = scalar(node, kind)
            if value is not None:
                return DecimalConstant(str(value)) if kind.name == "decimal" else Constant(value)
    return Constant(node.text)


def _texts(names: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.Soql: soql,
    language.Query: quickbooks,
    language.Filter: odata,
}
