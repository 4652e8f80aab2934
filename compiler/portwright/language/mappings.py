"""`mappings:`, `request:` and `response:`: paths, and a closed set of transforms.

A bare string is always a path. In a response it leads through the vendor's answer, in a request
through the inputs of the port.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.errors import Condition
from portwright.language.quantities import Count
from portwright.language.queries import Filter, Query, Soql
from portwright.language.record import (
    Keys,
    Matching,
    OneOrMany,
    Record,
    Table,
    Words,
    inline,
    key,
    nested,
    record,
)
from portwright.language.terms import HeaderName, PathText
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

DOTTED_NAME = r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+"
FunctionName: TypeAlias = Annotated[
    Text, Matching(DOTTED_NAME, "a dotted Python name, such as `shop.stripe_hooks.name`")
]
TimeWord: TypeAlias = Annotated[
    Text, Words("unix_s", "unix_ms", "iso8601", "odata", "utc_text", "date")
]
FieldKeys = Keys(
    r"[^\s.]+(\.[^\s.]+)*", "field names with dots between them, such as `metadata.order_id`"
)


@inline("local")
class LocalTime(Record):
    """A time without an offset, in a zone that the vendor names elsewhere."""

    local: Text = key("The IANA zone, such as `America/Los_Angeles`.")


TimeFormat: TypeAlias = TimeWord | LocalTime


@inline("const")
class ConstValue(Record):
    """A constant, read by the type of the field that it fills; null is an empty tuple."""

    const: Annotated[tuple[ScalarNode, ...], OneOrMany()] = key(
        "The value, or a list of values; null for what the vendor has nothing for.",
        default=(),
        nullable=True,
    )


@nested("money", one_of=(("minor", "major"),))
class MoneyOf(Record):
    """An amount with its currency."""

    minor: PathText | None = key("A path to the amount in minor units.", default=None)
    major: PathText | None = key("A path to the amount as a decimal.", default=None)
    currency: PathText | ConstValue = key("A path to the currency's code, or the code itself.")


@inline("minor_units")
class MinorUnits(Record):
    """The amount of a money in minor units."""

    minor_units: PathText = key("A path to a money.")


@inline("major_units")
class MajorUnits(Record):
    """The amount of a money as a decimal number."""

    major_units: PathText = key("A path to a money.")


@inline("currency_of")
class CurrencyOf(Record):
    """The currency's code of a money."""

    currency_of: PathText = key("A path to a money.")
    case: Annotated[Text, Words("lower", "upper")] | None = key("The letters' case.", default=None)


@inline("decimal")
class DecimalOf(Record):
    """A number, or a string that spells one, as an exact decimal."""

    decimal: PathText = key("A path to the number.")


@inline("number")
class NumberOf(Record):
    """A decimal as a JSON number, or as text where the vendor takes text."""

    number: PathText = key("A path to a decimal, or to an id that the vendor has as a number.")
    scale: Count | None = key("Digits after the point.", default=None)


@inline("enum")
class EnumOf(Record):
    """One set of words in terms of another."""

    enum: PathText = key("A path to the word.")
    map: Table[Text] = key("Each word, and what it becomes; `null` has an entry of its own.")
    else_: Text | None = key("What any other word becomes.", default=None)


@inline("lookup")
class Lookup(Record):
    """A table's entry, whatever the types."""

    lookup: PathText = key("A path to the key.")
    in_: Table[ScalarNode] = key("Each key, and what it becomes.")
    else_: ScalarNode | None = key("What any other key becomes.", default=None)


@inline("time")
class TimeOf(Record):
    """A vendor's time as an instant or a date."""

    time: PathText = key("A path to the time.")
    from_: TimeFormat = key("How it is written, such as `unix_s` or `iso8601`.")


@inline("time_to")
class TimeTo(Record):
    """An instant or a date as the vendor writes it."""

    time_to: PathText = key("A path to the instant.")
    as_: TimeFormat = key("How it is written, such as `unix_s` or `iso8601`.")


@inline("ref")
class RefOf(Record):
    """The id of something that the vendor gives as an id or as the whole object."""

    ref: PathText = key("A path to it.")


@inline("header")
class HeaderOf(Record):
    """A header of the answer, such as its ETag; null where it is not sent."""

    header: HeaderName = key("The header's name.")


@inline("default")
class DefaultOf(Record):
    """A value where an expression gives null."""

    default: Expression = key("What is null at times.")
    value: ScalarNode | tuple[ScalarNode, ...] = key("What it is then; `[]` for an empty list.")


@inline("first_of")
class FirstOf(Record):
    """The first of several that is not null."""

    first_of: tuple[Expression, ...] = key("Expressions, in order.")


@inline("clear")
class Clear(Record):
    """Sends null, or an empty value in a form, where the input is null."""

    clear: Expression = key("The input, as it is sent when it is not null.")


@inline("concat")
class Concat(Record):
    """Several texts as one, whole numbers as text among them; those that are null are left out."""

    concat: tuple[PathText | ConstValue, ...] = key("The texts; one number alone becomes text.")
    by: Text | None = key("What stands between them.", default=None)


@inline("split")
class Split(Record):
    """One text as several."""

    split: PathText = key("A path to the text.")
    by: Annotated[Text, Matching(r"[\s\S]+", "a text of one character or more")] = key(
        "What stands between the parts."
    )
    take: Count | None = key("One part alone, counted from 0; null if there is none.", default=None)


@inline("list")
class ListOf(Record):
    """Several expressions as one list; those that are null are left out."""

    list: tuple[Expression, ...] = key("The items, in order.")


@inline("each")
class EachOf(Record):
    """A list, item by item; paths below lead through the item."""

    each: PathText = key("A path to the list.")
    where: Table[Condition] | None = key("What an item must be like, by path.", default=None)
    use: Text | None = key("A name of `mappings`.", default=None)
    fields: Annotated[Table[Expression], FieldKeys] | None = key(
        "Fields, each with its expression.", default=None
    )
    value: Expression | None = key("What an item becomes, if it is no object.", default=None)


@inline("object")
class ObjectOf(Record):
    """An object, field by field; paths below lead through it. Null stays null."""

    object: PathText = key("A path to the object; `.` is the one that the paths are in.")
    use: Text | None = key("A name of `mappings`.", default=None)
    fields: Annotated[Table[Expression], FieldKeys] | None = key(
        "Fields, each with its expression.", default=None
    )


@inline("call")
class HookCall(Record):
    """A typed Python function of the team."""

    call: FunctionName = key("Its dotted name.")
    with_: Table[PathText] = key("Its arguments, each with a path.", default_factory=Table)


Transform: TypeAlias = (
    MoneyOf | MinorUnits | MajorUnits | CurrencyOf | DecimalOf | NumberOf | EnumOf | Lookup
    | TimeOf | TimeTo | ConstValue | RefOf | HeaderOf | DefaultOf | FirstOf | Clear | Concat
    | Split | ListOf | EachOf | ObjectOf | HookCall | Soql | Query | Filter
)  # fmt: skip
Expression: TypeAlias = PathText | Transform
Fields: TypeAlias = Annotated[Table[Expression], FieldKeys]


@record(one_of=(("use", "fields", "value"),))
class Response(Record):
    """How an answer becomes the port's result."""

    each: PathText | None = key("A path to a list, each item of which is mapped.", default=None)
    where: Table[Condition] | None = key("What an item must be like, by path.", default=None)
    at: PathText | None = key("A path to what is mapped, if it is not the answer.", default=None)
    use: Text | None = key("A name of `mappings`.", default=None)
    fields: Fields | None = key("Port fields, each with its expression.", default=None)
    value: Expression | None = key("The result itself, where it is no record.", default=None)
    null_on: Annotated[Text, Words("not_found")] | None = key(
        "The error that makes the result null, as when what is asked for is not there.",
        default=None,
    )


@record()
class Mapping(Record):
    """How a vendor's schema becomes a type of the port, or a type of the port such a schema."""

    from_: Annotated[tuple[Text, ...], OneOrMany()] = key(
        "Schemas in the vendor's document, or a type of the port."
    )
    to: Text = key("The type of the port, or a schema in the vendor's document.")
    fields: Fields = key("Fields, each with its expression.")
