"""An amount of money: a decimal and a currency, never a float."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from re import compile as pattern
from typing import Final, Self

from portwright_runtime.currencies import EXPONENTS
from portwright_runtime.decimals import EXACT, fits, scaled, spelled
from portwright_runtime.errors import ConfigurationError, MappingFailed, shown

# ISO 4217 has three letters; vendors also have codes of their own (USDC, points).
_IS_CODE: Final = pattern("[A-Z][A-Z0-9]{2,11}").fullmatch
_TEXT: Final = pattern(r"([+-]?[0-9]+(?:\.[0-9]+)?) ([A-Z][A-Z0-9]{2,11})").fullmatch
# Powers of ten: more than there is of any money, and few enough to be written out.
_LARGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Money:
    """So much of one currency, exactly: `amount` in its major unit, `currency` in capitals.

    Equal by value (12.5 USD is 12.50 USD). Adding, subtracting and ordering take one currency,
    ValueError for two. Making one of a float is a TypeError, of what is no finite amount or no
    code of a currency a ValueError.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        amount = self.amount
        if not isinstance(amount, Decimal):
            raise TypeError(f"an amount of money is a Decimal, not {type(amount).__name__}")
        if not amount.is_finite() or not -_LARGEST < amount.adjusted() < _LARGEST:
            raise ValueError("an amount of money is a finite number")
        if self.currency not in EXPONENTS and not _IS_CODE(self.currency):
            raise ValueError("a currency is a code in capitals, such as USD")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Self:
        """`Money.of("12.50", "USD")`; a float, which is never exactly what it shows, is refused."""
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise TypeError(f"an amount is a str, int or Decimal, not {type(amount).__name__}")
        try:
            return cls(Decimal(amount), currency.upper())
        except InvalidOperation:
            pass
        raise ValueError("an amount of money is a finite number")

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` gives: `12.50 USD`. Raises ValueError for other text."""
        found = _TEXT(text)
        if not found:
            raise ValueError("no amount of money, such as 12.50 USD")
        return cls(Decimal(found[1]), found[2])

    @classmethod
    def of_minor(
        cls, units: int, currency: str, exponents: Mapping[str, int] | None = None
    ) -> Self:
        """A vendor's amount in minor units: 1250 usd is 12.50 USD, with exactly that many places.

        `exponents` are the vendor's exceptions to ISO 4217, by currency in capitals; they win.
        MappingFailed for a currency that neither knows: how much it is would be a guess.
        """
        code = currency.upper()
        places = _exponent(code, exponents)
        if places is None:
            raise MappingFailed(f"no minor unit is known of the currency {shown(currency)}")
        try:
            return cls(scaled(Decimal(units), -places), code)
        except (ValueError, ArithmeticError):
            pass
        raise MappingFailed(f"no amount of money in minor units: {shown(units)}")

    @classmethod
    def of_major(cls, amount: Decimal | int, currency: str) -> Self:
        """A vendor's amount in the major unit, as it was written. MappingFailed if it is none."""
        try:
            return cls(Decimal(amount), currency.upper())
        except ValueError:
            pass
        raise MappingFailed(f"no amount of money: {shown(str(amount))} {shown(currency)}")

    def minor_units(self, exponents: Mapping[str, int] | None = None) -> int:
        """The amount in minor units, for a vendor: 12.50 USD is 1250.

        ConfigurationError if it is no whole number of them, or if neither `exponents` (a vendor's
        exceptions, which win) nor ISO 4217 knows the currency.
        """
        places = _exponent(self.currency, exponents)
        if places is None:
            raise ConfigurationError(f"no minor unit is known of the currency {self.currency}")
        if not fits(self.amount, places):
            raise ConfigurationError(f"{self.currency} has {places} decimal places, and no more")
        return int(scaled(self.amount, places))

    def __str__(self) -> str:
        text = spelled(self.amount)
        missing = EXPONENTS.get(self.currency, 0) - len(text.partition(".")[2])
        if missing > 0:
            text += "0" * missing if "." in text else "." + "0" * missing
        return f"{text} {self.currency}"

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __neg__(self) -> Self:
        return type(self)(EXACT.minus(self.amount), self.currency)

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(EXACT.add(self.amount, self._beside(other)), self.currency)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        return type(self)(EXACT.subtract(self.amount, self._beside(other)), self.currency)

    def __mul__(self, factor: int | Decimal) -> Self:
        if not isinstance(factor, int | Decimal):
            return NotImplemented
        return type(self)(EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._beside(other) if isinstance(other, Money) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._beside(other) if isinstance(other, Money) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._beside(other) if isinstance(other, Money) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._beside(other) if isinstance(other, Money) else NotImplemented

    def _beside(self, other: Self) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} are different currencies")
        return other.amount


def _exponent(currency: str, exponents: Mapping[str, int] | None) -> int | None:
    if exponents is not None and currency in exponents:
        return exponents[currency]
    return EXPONENTS.get(currency)
