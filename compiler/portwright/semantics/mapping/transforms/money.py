"""Money, whose amount and currency travel apart."""

from __future__ import annotations

from typing import Any, Final

from portwright.ir.mapping import Call, Constant, Expression, LookedUp
from portwright.ir.port import PortScalar
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.rules.mapping import bad_constant
from portwright.semantics.mapping.at import At, made
from portwright.semantics.mapping.kinds import Kind, KindName
from portwright.semantics.mapping.transforms.exact import exact
from portwright.semantics.mapping.values import Value
from portwright.source.span import Text

EXPONENTS: Final = "EXPONENTS"
_MINOR: Final[frozenset[KindName]] = frozenset(("integer",))
_MAJOR: Final[frozenset[KindName]] = frozenset(("integer", "number", "decimal", "string"))
_TEXT: Final[frozenset[KindName]] = frozenset(("string", "enum"))
_MONEY: Final[frozenset[KindName]] = frozenset(("money",))


def money(transform: language.MoneyOf, at: At) -> Value | None:
    amount = _amount(transform, at)
    currency = _currency(transform.currency, at)
    if amount is None or currency is None:
        return None
    code, code_nullable = currency
    function = "Money.of_minor" if transform.minor is not None else "Money.of_major"
    arguments: tuple[Expression, ...] = (amount.expression, code)
    if transform.minor is not None and at.around.exponents:
        arguments = (*arguments, Call(EXPONENTS, ()))
    nullable = amount.nullable or code_nullable
    return Value(Call(function, arguments), Kind("money", "money"), nullable)


def _amount(transform: language.MoneyOf, at: At) -> Value | None:
    if transform.minor is not None:
        return at.operand(transform.minor, _MINOR, "an integer of minor units")
    path = transform.major or Text("", at.span)  # type: ignore[arg-type]
    value = at.operand(path, _MAJOR, "a number")
    return exact(value, at) if value is not None else None


def _currency(currency: Text | language.ConstValue, at: At) -> tuple[Expression, bool] | None:
    if isinstance(currency, language.ConstValue):
        return _currency_constant(currency, at)
    value = at.operand(currency, _TEXT, "a string with the code of a currency")
    return (value.expression, value.nullable) if value is not None else None


def _currency_constant(currency: language.ConstValue, at: At) -> tuple[Expression, bool] | None:
    text = currency.const[0].text if len(currency.const) == 1 else ""
    if len(text) == 3 and text.isascii() and text.isalpha():
        return Constant(text.upper()), False
    span = currency.place.values.get("const")
    at.sink.add(bad_constant.report_currency(span, text))
    return None


def minor_units(transform: language.MinorUnits, at: At) -> Value | None:
    value = at.operand(transform.minor_units, _MONEY, "`money`")
    if value is None:
        return None
    keywords = (Call(EXPONENTS, ()),) if at.around.exponents else ()
    return made(Call(".minor_units", (value.expression, *keywords)), value, "integer")


def major_units(transform: language.MajorUnits, at: At) -> Value | None:
    """A number, or a text where the vendor takes one."""
    value = at.operand(transform.major_units, _MONEY, "`money`")
    if value is None:
        return None
    if at.target.kind.name == "string":
        return made(Call("amount_text", (value.expression,)), value, "string")
    return made(Call("amount_number", (value.expression,)), value, "number")


def currency_of(transform: language.CurrencyOf, at: At) -> Value | None:
    value = at.operand(transform.currency_of, _MONEY, "`money`")
    if value is None:
        return None
    if at.target.kind.name == "enum":
        return _known_currency(value, at)
    function = ".currency.lower" if transform.case == "lower" else ".currency"
    return made(Call(function, (value.expression,)), value, "string")


def _known_currency(value: Value, at: At) -> Value:
    """A vendor that documents its currencies takes no other: the code as it spells it."""
    words = [word for word in at.target.kind.words or () if isinstance(word, str)]
    entries = tuple((word.upper(), Constant(word)) for word in words)
    name = at.add_table(entries, PortScalar("string"), at.target.pointers)
    code = Call(".currency", (value.expression,))
    found = LookedUp(name, code, None, takes_null=False, of_input=True)
    return Value(found, at.target.kind, value.nullable, (), None, value.may_be_unset)


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.MoneyOf: money,
    language.MinorUnits: minor_units,
    language.MajorUnits: major_units,
    language.CurrencyOf: currency_of,
}
