"""Query languages of vendors, as structured clauses: what callers pass is a value, never text."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Count
from portwright.language.record import Keys, Matching, Record, Table, Words, inline, key, nested
from portwright.language.terms import PathText
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

FIELD = r"[A-Za-z_][A-Za-z0-9_]*([./][A-Za-z_][A-Za-z0-9_]*)*"
QueryName: TypeAlias = Annotated[Text, Matching(FIELD, "the name of a field or an object")]
OPERATORS = ("eq", "ne", "lt", "lte", "gt", "gte", "in", "starts_with", "contains", "is_null")


@inline("const")
class QueryConst(Record):
    """A constant; quoted in the spec, it is text, else what it looks like."""

    const: ScalarNode = key("The value.")


Operand: TypeAlias = PathText | QueryConst
Comparisons: TypeAlias = Annotated[
    Table[Operand], Keys("|".join(OPERATORS), "one of " + ", ".join(OPERATORS))
]
Where: TypeAlias = Annotated[Table[Comparisons], Keys(FIELD, "the name of a field")]
_WHERE = "Conditions by field; those on a null input are left out."
Order: TypeAlias = Annotated[
    Text, Matching(rf"{FIELD}( (asc|desc))?", "a field's name, `asc` or `desc` after it or not")
]


@nested("soql")
class Soql(Record):
    """A query in Salesforce's language."""

    select: tuple[QueryName, ...] = key("The fields.")
    from_: QueryName = key("The object.")
    where: Where | None = key(
        "Conditions by field; those on a null input are left out.", default=None
    )
    order: tuple[Order, ...] = key("The fields to order by.", default=())
    limit: Count | None = key("How many rows at most.", default=None)


@nested("query")
class Query(Record):
    """A query in QuickBooks' language."""

    select: tuple[QueryName, ...] | Annotated[Text, Words("*")] = key("The fields, or `*`.")
    from_: QueryName = key("The entity.")
    where: Where | None = key(
        "Conditions by field; those on a null input are left out.", default=None
    )
    order: tuple[Order, ...] = key("The fields to order by.", default=())


@nested("filter")
class Filter(Record):
    """OData's `$filter`."""

    version: Annotated[Text, Words("v2", "v4")] = key("OData's version.")
    where: Where = key(_WHERE)
