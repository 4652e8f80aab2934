"""Decimals without surprise: exact in whatever context the caller works, and in plain digits."""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import Final

# Digits beyond which no number is written out: `1e999999999` is short, and its digits are not.
LONGEST: Final = 300
# Raises what it cannot say exactly, an ArithmeticError.
EXACT: Final = Context(
    prec=4 * LONGEST, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation, Overflow]
)


def spelled(value: Decimal) -> str:
    """A finite decimal in plain digits, with an exponent only if they would be too many. Zero has
    no sign."""
    if not value:
        value = value.copy_abs()
    return format(value, "f") if abs(value.adjusted()) <= LONGEST else str(value)


def scaled(value: Decimal, places: int) -> Decimal:
    """The value times ten to the power of `places`, exactly."""
    return EXACT.scaleb(value, places)


def fits(value: Decimal, places: int) -> bool:
    """Whether a decimal is finite, and a whole number of so many places behind the point."""
    if not value.is_finite() or value.adjusted() > LONGEST:
        return False
    try:
        shifted = scaled(value, places)
    except ArithmeticError:
        # More digits than any number that a vendor keeps.
        return False
    return shifted == shifted.to_integral_value()
