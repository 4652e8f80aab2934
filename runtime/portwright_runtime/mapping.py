"""What generated mappers are made of: small typed steps between a vendor's values and a port's.

A value of a vendor's that a port has no meaning for is a MappingFailed; a value of a caller's
that a vendor cannot be sent is a ConfigurationError, and nothing is sent.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from msgspec import UNSET, UnsetType

from portwright_runtime.decimals import LONGEST, fits, scaled, spelled
from portwright_runtime.errors import ConfigurationError, MappingFailed, shown
from portwright_runtime.money import Money
from portwright_runtime.times import (
    from_date,
    from_iso8601,
    from_local,
    from_odata,
    from_unix_ms,
    from_unix_s,
    from_utc_text,
    to_date,
    to_iso8601,
    to_local,
    to_odata,
    to_unix_ms,
    to_unix_s,
    to_utc_text,
)

__all__ = [
    "UNSET",
    "Money",
    "amount_number",
    "amount_text",
    "chosen",
    "chosen_input",
    "decimal_of",
    "fixed",
    "from_date",
    "from_iso8601",
    "from_local",
    "from_odata",
    "from_unix_ms",
    "from_unix_s",
    "from_utc_text",
    "joined",
    "joined_text",
    "number",
    "or_unset",
    "part",
    "parts",
    "present",
    "text",
    "those_given",
    "to_date",
    "to_iso8601",
    "to_local",
    "to_odata",
    "to_unix_ms",
    "to_unix_s",
    "to_utc_text",
    "whole",
    "whole_id",
]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


def chosen(table: Mapping[K, V], value: K) -> V:
    """What a closed table says of a value; MappingFailed for one that it does not hold."""
    try:
        return table[value]
    except (KeyError, TypeError):  # TypeError: a list or an object, which nothing is looked up by
        pass
    raise MappingFailed(f"no meaning is declared for {shown(value)}")


def chosen_input(table: Mapping[K, V], value: K) -> V:
    """The same of a value of a caller's: ConfigurationError for one that the vendor lacks."""
    try:
        return table[value]
    except (KeyError, TypeError):
        pass
    raise ConfigurationError(f"the vendor has no {shown(value)}")


def text(value: str | int | Decimal | bool) -> str:
    """A scalar as text: `true`, `5`, decimals in plain digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return spelled(_finite(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def decimal_of(value: str | int | Decimal) -> Decimal:
    """A vendor's number, also one written as text; MappingFailed if it is none, or not finite."""
    try:
        # A float would bring digits that nobody wrote, and Python's `1_000` is no vendor's.
        if not isinstance(value, float) and not (isinstance(value, str) and "_" in value):
            found = Decimal(value)
            if found.is_finite():
                return found
    except (InvalidOperation, TypeError, ValueError):
        pass
    raise MappingFailed(f"no number: {shown(value)}")


def number(value: Decimal, scale: int | None = None) -> float:
    """A decimal as a JSON number that reads back as exactly that decimal.

    ConfigurationError if it has more than `scale` places (None: any), or more digits than a
    number of JSON keeps (about 15): it would become another amount without a word.
    """
    if scale is not None:
        _fitting(value, scale)
    # The zero that is added takes the sign of a negative zero away.
    found = float(_finite(value)) + 0.0
    if Decimal(repr(found)) != value:
        raise ConfigurationError("a decimal with more digits than a JSON number keeps")
    return found


def fixed(value: Decimal, scale: int) -> str:
    """A decimal as text with exactly `scale` places: `12.50`; ConfigurationError if it has more."""
    units = int(scaled(_fitting(value, scale), scale))
    return spelled(scaled(Decimal(units), -scale))


def amount_number(money: Money) -> float:
    """The amount of a money as a JSON number; see `number`."""
    return number(money.amount)


def amount_text(money: Money) -> str:
    """The amount of a money as text, in plain digits: `12.50`."""
    return spelled(_finite(money.amount))


def whole_id(value: str) -> int:
    """An id that the vendor has as a number; ConfigurationError for one that is none."""
    if value.isascii() and value.isdigit() and len(value) <= LONGEST:
        return int(value)
    raise ConfigurationError(f"an id of this vendor is a number, not {shown(value)}")


def whole(value: Decimal) -> int:
    """A decimal that is a whole number, as one; ConfigurationError if it has a fraction."""
    return int(_fitting(value, 0))


def joined(separator: str, *pieces: str | None) -> str | None:
    """The texts with a separator between them, nulls left out; None if all are null."""
    given = [piece for piece in pieces if piece is not None]
    return separator.join(given) if given else None


def joined_text(separator: str, *pieces: str | None) -> str:
    """The same where one at least is never null."""
    return separator.join(piece for piece in pieces if piece is not None)


def parts(text: str, separator: str) -> tuple[str, ...]:
    """The texts between separators, without the blanks around them; empty ones are left out."""
    return tuple(found for piece in text.split(separator) if (found := piece.strip()))


def part(text: str, separator: str, index: int) -> str | None:
    """The text between two separators by its place, from 0, or from the end below 0.

    None if there are not as many, or if it is empty.
    """
    pieces = text.split(separator)
    if not -len(pieces) <= index < len(pieces):
        return None
    return pieces[index].strip() or None


def present(fields: Mapping[str, T | UnsetType]) -> dict[str, T]:
    """The fields that are not UNSET."""
    return {name: value for name, value in fields.items() if value is not UNSET}


def those_given(*items: T | None) -> list[T]:
    """The items that are not null, in their order."""
    return [item for item in items if item is not None]


def or_unset(value: T | None) -> T | UnsetType:
    """The value, or UNSET for null: the field is left out."""
    return UNSET if value is None else value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ConfigurationError("a decimal that is no finite number")
    return value


def _fitting(value: Decimal, scale: int) -> Decimal:
    if not fits(value, scale):
        raise ConfigurationError(f"a decimal with more than {scale} places, or no finite one")
    return value
