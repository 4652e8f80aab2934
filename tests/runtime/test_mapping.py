"""The steps of generated mappers."""

import json
import pickle
from decimal import Decimal, localcontext
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime import UNSET, errors, mapping, times
from portwright_runtime.errors import ConfigurationError, MappingFailed

scales = st.integers(0, 6)
units = st.integers(-(10**15), 10**15)


def test_a_table_says_what_a_value_means() -> None:
    table = {"open": 1, None: 2}
    assert (mapping.chosen(table, "open"), mapping.chosen(table, None)) == (1, 2)
    with pytest.raises(MappingFailed, match="'closed'") as caught:
        mapping.chosen(table, "closed")
    assert caught.value.__context__ is None


@pytest.mark.parametrize("value", ["x" * 10**6, 10**80, ("x" * 50, "y" * 50)])
def test_what_has_no_meaning_is_shown_in_short(value: Any) -> None:
    with pytest.raises(MappingFailed) as caught:
        mapping.chosen({}, value)
    shown = caught.value.reason.partition(" for ")[2]
    assert len(shown) == 60 and repr(value).startswith(shown.removesuffix("…"))


def test_scalars_as_text() -> None:
    found = [mapping.text(v) for v in ("a", 5, True, False, Decimal("1E+3"), Decimal("1.50"))]
    assert found == ["a", "5", "true", "false", "1000", "1.50"]
    assert mapping.text(Decimal("1e999999999")) == "1E+999999999"
    with pytest.raises(ConfigurationError):
        mapping.text(Decimal("NaN"))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_of_vendors_keep_their_digits(value: Decimal) -> None:
    with localcontext() as context:
        context.prec = 2
        for given in (value, str(value)):
            found = mapping.decimal_of(given)
            assert found == value and found.as_tuple() == value.as_tuple()


@pytest.mark.parametrize(
    "value",
    ["", "x", "1_000", "1,5", "NaN", "-Infinity", Decimal("NaN"), Decimal("sNaN"), 1.5, None],
)
def test_what_is_no_number_is_a_failed_mapping(value: Any) -> None:
    with pytest.raises(MappingFailed, match="no number") as caught:
        mapping.decimal_of(value)
    assert caught.value.__context__ is None


def test_numbers_of_vendors() -> None:
    assert mapping.decimal_of(5) == 5
    assert mapping.decimal_of(" 12.50 ") == Decimal("12.50")
    assert mapping.decimal_of("1.5E2") == 150


@given(units, scales)
def test_a_json_number_reads_back_as_the_decimal(amount: int, scale: int) -> None:
    value = Decimal(amount).scaleb(-scale)
    wire = msgspec.json.encode(mapping.number(value, scale))
    assert json.loads(wire, parse_float=Decimal, parse_int=Decimal) == value
    assert wire != b"-0.0"
    assert mapping.number(value, None) == mapping.number(value, scale)


@given(units, scales)
def test_a_fixed_text_has_its_places(amount: int, scale: int) -> None:
    with localcontext() as context:
        context.prec = 3
        text = mapping.fixed(Decimal(f"{amount}e-{scale}"), scale)
    assert Decimal(text) == Decimal(f"{amount}e-{scale}")
    assert len(text.partition(".")[2]) == scale and "E" not in text


def test_decimals_for_vendors() -> None:
    assert mapping.fixed(Decimal("12.5"), 2) == mapping.fixed(Decimal("12.5000"), 2) == "12.50"
    assert mapping.fixed(Decimal("1E+3"), 0) == "1000"
    assert mapping.fixed(Decimal("-0"), 2) == "0.00"
    assert str(mapping.number(Decimal("-0"), 2)) == "0.0"
    assert mapping.whole(Decimal("1.2E+1")) == 12 and mapping.whole(Decimal("5.00")) == 5
    assert type(mapping.whole(Decimal(5))) is int


@pytest.mark.parametrize(
    "value", ["0.125", "NaN", "sNaN", "Infinity", "1e-999999999", "1e999999999", "1." + "3" * 2000]
)
def test_nothing_is_rounded_without_a_word(value: str) -> None:
    for write in (
        lambda: mapping.number(Decimal(value), 2),
        lambda: mapping.fixed(Decimal(value), 2),
        lambda: mapping.whole(Decimal(value)),
    ):
        with pytest.raises(ConfigurationError):
            write()


@pytest.mark.parametrize(
    "value", ["12345678901234567.89", "1e400", "0.1000000000000000055511151231"]
)
def test_what_a_json_number_cannot_keep_is_refused(value: str) -> None:
    with pytest.raises(ConfigurationError):
        mapping.number(Decimal(value), None)


def test_texts_together_and_apart() -> None:
    assert mapping.joined(" ", "Jane", None, "Doe") == "Jane Doe"
    assert mapping.joined(", ", None, None) is None
    assert mapping.joined("", "a", "") == "a"
    assert mapping.parts(" a, b ,,c ", ",") == ("a", "b", "c")
    assert mapping.parts("", ",") == ()
    assert [mapping.part("a| b ||c", "|", index) for index in (0, 1, 2, 3, 4, -1, -4, -5)] == [
        *("a", "b", None, "c", None),
        *("c", "a", None),
    ]


@given(st.lists(st.text("abc", min_size=1), min_size=1))
def test_what_is_joined_comes_apart(pieces: list[str]) -> None:
    text = mapping.joined(";", *pieces)
    assert text is not None and mapping.parts(text, ";") == tuple(pieces)
    assert [mapping.part(text, ";", at) for at in range(len(pieces))] == pieces


def test_what_is_unset_is_left_out() -> None:
    assert mapping.present({"a": 0, "b": UNSET, "c": None}) == {"a": 0, "c": None}
    assert mapping.or_unset(None) is UNSET
    assert (mapping.or_unset(0), mapping.or_unset("")) == (0, "")
    assert mapping.those_given(0, None, "") == [0, ""]


def test_times_are_at_hand_too() -> None:
    names = [name for name in vars(times) if name.startswith(("from_", "to_"))]
    assert len(names) == 14
    assert all(getattr(mapping, name) is getattr(times, name) for name in names)
    assert set(names) <= set(mapping.__all__)


def test_a_failed_mapping_crosses_processes() -> None:
    error = MappingFailed("no number: 'x'")
    assert str(pickle.loads(pickle.dumps(error))) == "no number: 'x'"
    error.operation = "get_refund"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (MappingFailed, "get_refund: no number: 'x'")
    assert (again.reason, again.operation) == ("no number: 'x'", "get_refund")
    assert isinstance(again, errors.PortwrightError)


@pytest.mark.parametrize("value", [["a"], {"a": 1}], ids=repr)
def test_what_no_table_can_hold_has_no_meaning_either(value: Any) -> None:
    """A vendor may send a list where its document has a word."""
    with pytest.raises(MappingFailed, match="no meaning"):
        mapping.chosen({"a": 1}, value)
    with pytest.raises(ConfigurationError, match="vendor has no"):
        mapping.chosen_input({"a": 1}, value)


def test_an_id_of_more_digits_than_python_reads_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="is a number"):
        mapping.whole_id("9" * 5000)


def test_zero_has_no_sign_as_text() -> None:
    assert mapping.text(Decimal("-0.00")) == mapping.fixed(Decimal("-0"), 2) == "0.00"
    assert mapping.amount_text(mapping.Money.of("-0.00", "USD")) == "0.00"


def test_an_integer_too_long_to_be_spelled_is_told_without_it() -> None:
    with pytest.raises(MappingFailed, match="int too long to show"):
        times.from_unix_s(10**5000)
