"""One condition of a query, the same for every language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, cast, get_args

from portwright_runtime.errors import ConfigurationError

Operator = Literal["eq", "ne", "lt", "lte", "gt", "gte", "in", "starts_with", "contains", "is_null"]
Scalar = str | int | Decimal | bool | datetime | date
Value = Scalar | Sequence[Scalar] | None

_OPERATORS: Final = frozenset(get_args(Operator))
_ON_TEXT: Final = frozenset({"starts_with", "contains"})
_SCALARS: Final = (str, int, Decimal, bool, datetime, date)


@dataclass(frozen=True, slots=True)
class Clause:
    """`field operator value`; values are texts, numbers but floats, booleans, moments and dates.

    A value of None leaves the clause out, whatever its operator: the caller did not ask. Not so
    `is_null`, which is true of what is null, and with the value False of what is not. `in` takes a
    sequence that is not empty; `starts_with` and `contains` take texts, of which every character
    stands for itself. Anything else is a ConfigurationError, as is a moment without a zone.
    """

    field: str
    operator: Operator
    value: Value = None

    def __post_init__(self) -> None:
        if self.operator not in _OPERATORS:
            raise ConfigurationError(f"{self.field}: no operator {self.operator!r}")
        if self.is_asked and not self._is_fit():
            kind = type(self.value).__name__
            raise ConfigurationError(f"{self.field}: {self.operator} takes no such {kind}")

    @property
    def is_asked(self) -> bool:
        """Whether the clause is part of the query."""
        return self.value is not None or self.operator == "is_null"

    @property
    def values(self) -> tuple[Scalar, ...]:
        """The values of `in`; the one of another operator."""
        value = self.value
        if value is None:
            return ()
        return (value,) if isinstance(value, _SCALARS) else tuple(value)

    @property
    def text(self) -> str:
        """The text that a field is to start with or contain."""
        return cast(str, self.value)

    def _is_fit(self) -> bool:
        value, operator = self.value, self.operator
        if operator == "is_null":
            return value is None or isinstance(value, bool)
        if operator in _ON_TEXT:
            return isinstance(value, str)
        if operator == "in":
            several = isinstance(value, Sequence) and not isinstance(value, _SCALARS)
            return several and bool(self.values) and all(map(_is_scalar, self.values))
        return _is_scalar(value)


def _is_scalar(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    if isinstance(value, datetime):
        return value.utcoffset() is not None
    return isinstance(value, _SCALARS)
