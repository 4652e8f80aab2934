"""`mappings:`, `request:` and `response:`: paths, and a closed set of transforms.

A bare string is always a path. The transforms whose options the language has not settled keep
their value as it was written.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Count
from portwright.language.record import Record, Table, Words, inline, key, nested, record
from portwright.source.nodes import Node, ScalarNode
from portwright.source.span import Text


@nested("money")
class MoneyOf(Record):
    """An amount with its currency."""

    minor: Text = key("A path to the amount in minor units.")
    currency: Text = key("A path to the currency's code.")


@inline("minor_units")
class MinorUnits(Record):
    """The amount of a money in minor units."""

    minor_units: Text = key("A path to a money.")


@inline("currency_of")
class CurrencyOf(Record):
    """The currency's code of a money."""

    currency_of: Text = key("A path to a money.")
    case: Annotated[Text, Words("lower", "upper")] | None = key("The letters' case.", default=None)


@inline("decimal")
class DecimalOf(Record):
    """A number, or a string that spells one, as an exact decimal."""

    decimal: Text = key("A path to the number.")


@inline("number")
class NumberOf(Record):
    """A decimal as a JSON number."""

    number: Text = key("A path to a decimal.")
    scale: Count | None = key("Digits after the point.", default=None)


@inline("enum")
class EnumOf(Record):
    """One set of words in terms of another."""

    enum: Text = key("A path to the word.")
    map: Table[Text] = key("Each word, and what it becomes; `null` has an entry of its own.")
    else_: Text | None = key("What any other word becomes.", default=None)


@inline("time")
class TimeOf(Record):
    """A vendor's time as an instant."""

    time: Text = key("A path to the time.")
    from_: Text = key("How it is written, such as `unix_s` or `iso8601`.")


@inline("time_to")
class TimeTo(Record):
    """An instant as the vendor writes it."""

    time_to: Text = key("A path to the instant.")
    as_: Text = key("How it is written, such as `unix_s` or `iso8601`.")


@inline("const")
class ConstValue(Record):
    """A constant, read by the type of the field that it fills."""

    const: ScalarNode = key("The value.")


@inline("ref")
class RefOf(Record):
    """The id of something that the vendor gives as an id or as the whole object."""

    ref: Text = key("A path to it.")


@nested("soql")
class Soql(Record):
    """A query in Salesforce's language."""

    select: tuple[Text, ...] = key("The fields.")
    from_: Text = key("The object.")
    where: Node | None = key("Conditions by field.", default=None)
    order: tuple[Text, ...] = key("The fields to order by.", default=())


@inline("call")
class HookCall(Record):
    """A typed Python function of the team."""

    call: Text = key("Its dotted name.")
    with_: Table[Text] = key("Its arguments, each with a path.", default_factory=Table)


@inline("default")
class DefaultOf(Record):
    """A value where a path gives null."""

    default: Node = key("The value as written.")


@inline("first_of")
class FirstOf(Record):
    """The first of several that is not null."""

    first_of: Node = key("The value as written.")


@inline("clear")
class Clear(Record):
    """Sends null or an empty value."""

    clear: Node = key("The value as written.")


@inline("concat")
class Concat(Record):
    """Several texts as one."""

    concat: Node = key("The value as written.")


@inline("split")
class Split(Record):
    """One text as several."""

    split: Node = key("The value as written.")


@inline("lookup")
class Lookup(Record):
    """A table's entry."""

    lookup: Node = key("The value as written.")


@inline("each")
class EachOf(Record):
    """A list, item by item."""

    each: Node = key("The value as written.")
    where: Node | None = key("Which items.", default=None)


@inline("object")
class ObjectOf(Record):
    """An object, field by field."""

    object: Node = key("The value as written.")


@inline("query")
class Query(Record):
    """A query in a vendor's language."""

    query: Node = key("The value as written.")


@inline("filter")
class Filter(Record):
    """A filter in a vendor's language."""

    filter: Node = key("The value as written.")


Transform: TypeAlias = (
    MoneyOf | MinorUnits | CurrencyOf | DecimalOf | NumberOf | EnumOf | TimeOf | TimeTo
    | ConstValue | RefOf | Soql | HookCall | DefaultOf | FirstOf | Clear | Concat | Split
    | Lookup | EachOf | ObjectOf | Query | Filter
)  # fmt: skip
Expression: TypeAlias = Text | Transform


@record(one_of=(("use", "fields"),))
class Response(Record):
    """How an answer becomes the port's result."""

    each: Text | None = key("A path to a list, each item of which is mapped.", default=None)
    use: Text | None = key("A name of `mappings`.", default=None)
    fields: Table[Expression] | None = key("Port fields, each with its expression.", default=None)


@record()
class Mapping(Record):
    """How a vendor's schema becomes a type of the port."""

    from_: Text = key("The schema in the vendor's document.")
    to: Text = key("The type of the port.")
    fields: Table[Expression] = key("Port fields, each with its expression.")
