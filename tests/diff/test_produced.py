"""Which values a mapping can make: what a vendor may refuse without harm."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portwright.diff.used.produced import Produced, Production
from portwright.ir.mapping import (
    Call,
    Cleared,
    Constant,
    DecimalConstant,
    Each,
    Expression,
    FirstOf,
    Listed,
    LookedUp,
    Path,
    Sent,
    Step,
)

GIVEN, NULLABLE = Path("note"), Path("note", root_nullable=True)
UNSET = Path("note", may_be_unset=True)
INNER_NULL = Path("order", (Step("note", nullable=True),))
PRODUCTION = Production(
    {"SPEEDS": (Constant("slow"), Constant("fast")), "OPEN": (Constant("slow"), GIVEN)},
    {"address": Sent("", (("city", Constant("Berlin")), ("street", NULLABLE)))},
)


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        (Constant("a4"), Produced(frozenset(("a4",)), always=True)),
        (Constant(None), Produced(frozenset())),
        (DecimalConstant("1.50"), Produced(frozenset((Decimal("1.50"),)), always=True)),
        (GIVEN, Produced(always=True)),
        (NULLABLE, Produced()),
        (UNSET, Produced()),
        (INNER_NULL, Produced()),
        (
            LookedUp("SPEEDS", GIVEN, None, takes_null=False),
            Produced(frozenset(("slow", "fast")), always=True),
        ),
        (
            LookedUp("SPEEDS", NULLABLE, Constant("now"), takes_null=False),
            Produced(frozenset(("slow", "fast", "now"))),
        ),
        (LookedUp("OPEN", GIVEN, None, takes_null=False), Produced(always=True)),
        (
            FirstOf((NULLABLE, Constant("none"))),
            Produced(always=True),
        ),
        (Cleared(NULLABLE, None), Produced(null=True)),
        (
            Cleared(LookedUp("SPEEDS", NULLABLE, None, takes_null=False), ""),
            Produced(frozenset(("slow", "fast", ""))),
        ),
        (Call("text", (GIVEN,)), Produced(always=True)),
        (Call("text", (NULLABLE,)), Produced()),
        (Call("spell", (GIVEN,), module="shop.hooks"), Produced(always=True, hook=True)),
        (
            Call("spell", (GIVEN,), module="shop.hooks", gives_null=True),
            Produced(hook=True),
        ),
        (Sent("", (("city", GIVEN),)), Produced(always=True)),
        (Sent("", (("city", NULLABLE),)), Produced()),
        (Sent("", (("city", NULLABLE),), needed=True), Produced(always=True)),
        (Sent("", (("city", GIVEN),), guard=NULLABLE), Produced()),
    ],
)
def test_of_one_expression(expression: Expression, made: Produced) -> None:
    assert PRODUCTION.of(expression) == made


def test_fields_and_elements_are_told_by_their_paths() -> None:
    lines = Each(Path("lines"), "item", Sent("", (("unit", Constant("kg")),)))
    whole = Sent(
        "",
        (
            ("lines", lines),
            ("tags", Listed((Constant("a"), Constant("b")))),
            ("to", Call("address", (GIVEN,), module=".")),
        ),
    )
    found = dict(PRODUCTION.fields(whole, "parcel"))
    assert found["parcel.lines[].unit"].values == {"kg"}
    assert found["parcel.tags[]"].values == {"a", "b"}
    assert found["parcel.to.city"] == Produced(frozenset(("Berlin",)), always=True)
    assert found["parcel.to.street"] == Produced()


def test_a_function_that_calls_itself_ends() -> None:
    own = Sent("", (("inner", Call("tree", (GIVEN,), module=".")),))
    assert set(dict(Production({}, {"tree": own}).fields(own, ""))) == {"", "inner", "inner.inner"}


def test_below_one_of_several_is_what_any_of_them_makes() -> None:
    """A field that not all of them have may be missing."""
    first = Sent("", (("unit", Constant("kg")), ("size", Constant(1))))
    other = Sent("", (("unit", Constant("lb")),))
    for whole, path in ((FirstOf((first, other)), "parcel"), (Listed((first, other)), "parcel[]")):
        found = dict(PRODUCTION.fields(whole, "parcel"))
        assert found[f"{path}.unit"] == Produced(frozenset(("kg", "lb")), always=True)
        assert found[f"{path}.size"] == Produced(frozenset((1,)))
