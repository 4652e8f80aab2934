"""Query languages: clauses whose values are the caller's, whose text is ours alone."""

from __future__ import annotations

from typing import Any, Final

from portwright.ir.mapping import ClauseOf, Constant, Expression, QueryText
from portwright.language import queries as language
from portwright.language.record import Record, Table
from portwright.rules.mapping import bad_constant
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.kinds import Kind, KindName
from portwright.semantics.mapping.values import Value
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

_OPERANDS: Final[frozenset[KindName]] = frozenset(
    ("string", "id", "enum", "integer", "decimal", "boolean", "instant", "date")
)
_LISTS: Final[frozenset[KindName]] = frozenset(("list",))
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
    accepted = _LISTS if operator == "in" else _OPERANDS
    wanted = "a list" if operator == "in" else "a value that can be compared"
    value = at.operand(operand, accepted, wanted)
    return value.expression if value is not None else None


def _constant(operator: Text, node: ScalarNode, at: At) -> Expression | None:
    """Quoted it is text; else what it looks like."""
    if operator == "in":
        at.sink.add(bad_constant.report_in(node.span))
        return None
    if node.quoted:
        return Constant(node.text)
    if node.text in ("true", "false"):
        return Constant(node.text == "true")
    return Constant(int(node.text) if node.text.lstrip("-").isdecimal() else node.text)


def _texts(names: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.Soql: soql,
    language.Query: quickbooks,
    language.Filter: odata,
}
