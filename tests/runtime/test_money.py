"""Money: exact, of one currency, and in minor units only where they are known."""

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal, getcontext, localcontext
from typing import Any

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime import Money
from portwright_runtime.currencies import EXPONENTS
from portwright_runtime.errors import ConfigurationError, MappingFailed
from scripts import derive_currencies

# Written down here, not read from the table: a few of each kind.
PLACES = {"USD": 2, "EUR": 2, "JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "CLF": 4}
codes = st.sampled_from(list(PLACES))
units = st.integers(-(10**18), 10**18)


def written(amount: int, places: int) -> str:
    """An amount in minor units as people write it, by moving the point in the text."""
    digits = str(abs(amount)).rjust(places + 1, "0")
    cut = len(digits) - places
    sign = "-" if amount < 0 else ""
    return f"{sign}{digits[:cut]}" + (f".{digits[cut:]}" if places else "")


@given(units, codes)
def test_minor_units_go_round(amount: int, code: str) -> None:
    money = Money.of_minor(amount, code.lower())
    assert str(money) == f"{written(amount, PLACES[code])} {code}"
    assert -money.amount.as_tuple().exponent == PLACES[code]  # type: ignore[operator]
    assert money.minor_units() == amount


@given(units, codes)
def test_text_goes_round(amount: int, code: str) -> None:
    money = Money.of(written(amount, PLACES[code]), code)
    assert Money.parse(str(money)) == money
    assert money == Money.of_minor(amount, code) and hash(money) == hash(
        Money.of_minor(amount, code)
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**50), max_value=10**50))
def test_any_amount_reads_back(amount: Decimal) -> None:
    try:
        money = Money.of(amount, "USD")
    except ValueError:
        assert abs(amount.adjusted()) >= 60
        return
    assert Money.parse(str(money)) == money
    assert Decimal(str(money).removesuffix(" USD")) == amount


@given(units, units, codes)
def test_sums_are_those_of_minor_units(a: int, b: int, code: str) -> None:
    one, other = Money.of_minor(a, code), Money.of_minor(b, code)
    with localcontext() as context:
        context.prec = 3  # whatever the caller's context
        assert (one + other).minor_units() == a + b
        assert (one - other).minor_units() == a - b
        assert (one * 7).minor_units() == (7 * one).minor_units() == 7 * a
        assert (-one).minor_units() == -a
    assert (one < other, one <= other, one > other, one >= other) == (a < b, a <= b, a > b, a >= b)
    assert bool(one) == bool(a)
    assert getcontext().prec == 28


def test_writing() -> None:
    assert str(Money.of("12.5", "usd")) == "12.50 USD"
    assert str(Money.of("12.505", "USD")) == "12.505 USD"
    assert str(Money.of(5, "JPY")) == "5 JPY"
    assert str(Money.of("1E+3", "KWD")) == "1000.000 KWD"
    assert str(Money.of("-0", "EUR")) == "0.00 EUR"
    assert str(Money.of("0.5", "USDC")) == "0.5 USDC"
    assert Money.of("12.5", "USD") == Money.of("12.50", "USD") != Money.of("12.5", "EUR")
    other: object = "12.50 USD"
    assert Money.of("12.5", "USD") != other
    assert Money.of("12.50", "USD") * Decimal("0.1") == Money.of("1.25", "USD")


def test_a_vendor_s_exceptions_win() -> None:
    exceptions = {"JPY": 2, "USDC": 6, "USD": 0}
    assert Money.of_minor(150, "jpy", exceptions) == Money.of("1.5", "JPY")
    assert Money.of("1.5", "JPY").minor_units(exceptions) == 150
    assert Money.of_minor(1, "usdc", exceptions).minor_units(exceptions) == 1
    assert Money.of_minor(7, "USD", exceptions) == Money.of(7, "USD")
    assert Money.of_minor(7, "EUR", exceptions) == Money.of("0.07", "EUR")


@pytest.mark.parametrize(("text", "code"), [("12.505", "USD"), ("1.5", "JPY"), ("1E-40", "EUR")])
def test_no_part_of_a_minor_unit_is_sent(text: str, code: str) -> None:
    with pytest.raises(ConfigurationError, match=code):
        Money.of(text, code).minor_units()


@pytest.mark.parametrize("code", ["XAU", "USDC", "HRK"])
def test_how_much_a_unit_is_is_not_guessed(code: str) -> None:
    with pytest.raises(MappingFailed, match=code):
        Money.of_minor(100, code)
    with pytest.raises(ConfigurationError, match=code):
        Money.of(1, code).minor_units()


def test_amounts_of_vendors() -> None:
    assert Money.of_major(Decimal("7.5"), "usd") == Money.of("7.50", "USD")
    assert Money.of_major(7, "jpy") == Money.of(7, "JPY")
    for amount, code in [
        (Decimal("NaN"), "USD"),
        (Decimal("1e999999999"), "USD"),
        (Decimal("1e-999999999"), "USD"),
        (Decimal(1), ""),
        (Decimal(1), "$"),
    ]:
        with pytest.raises(MappingFailed):
            Money.of_major(amount, code)
    with pytest.raises(MappingFailed):
        Money.of_minor(10**2000, "USD")


@pytest.mark.parametrize("amount", [1.5, True, None, b"1"])
def test_of_takes_no_float(amount: Any) -> None:
    with pytest.raises(TypeError, match=type(amount).__name__):
        Money.of(amount, "USD")
    with pytest.raises(TypeError):
        Money(amount, "USD")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN", "abc", "", "1e999999"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        Money.of(amount, "USD")


@pytest.mark.parametrize("code", ["", "US", "U$D", "usd", "ÄÖÜ", "USD\n", "1USD", "A" * 13])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="currency"):
        Money(Decimal(1), code)


@pytest.mark.parametrize("text", ["12.50", "USD 12.50", "12,50 USD", "1e5 USD", "NaN USD", "5 usd"])
def test_what_is_no_money_is_not_parsed(text: str) -> None:
    with pytest.raises(ValueError, match=r"12\.50 USD"):
        Money.parse(text)


def test_currencies_do_not_mix() -> None:
    usd, eur = Money.of(1, "USD"), Money.of(1, "EUR")
    for mix in (
        lambda: usd + eur,
        lambda: usd - eur,
        lambda: usd < eur,
        lambda: usd <= eur,
        lambda: usd > eur,
        lambda: usd >= eur,
    ):
        with pytest.raises(ValueError, match="USD and EUR"):
            mix()


def test_money_mixes_with_nothing_else() -> None:
    money: Any = Money.of(1, "USD")
    mixes: tuple[Callable[[], object], ...] = (
        lambda: money + 1,
        lambda: money - 1,
        lambda: money * 1.5,
        lambda: money * money,
        lambda: money < 1,
        lambda: money >= 1,
    )
    for mix in mixes:
        with pytest.raises(TypeError):
            mix()


def test_money_is_a_value() -> None:
    money: Any = Money.of("12.50", "USD")
    assert pickle.loads(pickle.dumps(money)) == copy.deepcopy(money) == money
    with pytest.raises(AttributeError):
        money.amount = Decimal(1)
    assert {money: 1}[Money.of("12.5", "USD")] == 1


def test_the_table_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive_currencies.main(["--check"]) == 0, capsys.readouterr().err
    official = {code: str(row["CcyMnrUnts"]) for code, row in iso4217.raw_table.items() if code}
    assert {code: str(places) for code, places in EXPONENTS.items()} == {
        code: units for code, units in official.items() if units.isdigit()
    }
    assert {code: EXPONENTS[code] for code in PLACES} == PLACES


def test_another_table_is_told(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(derive_currencies, "TARGET", tmp_path / "currencies.py")
    assert derive_currencies.main(["--check"]) == 1
    assert derive_currencies.main([]) == 0 == derive_currencies.main(["--check"])
    (tmp_path / "currencies.py").write_text("EXPONENTS = {}\n", "utf-8")
    assert derive_currencies.main(["--check"]) == 1
    assert "currencies.py: not what" in capsys.readouterr().err
