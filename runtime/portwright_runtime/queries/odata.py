"""The `$filter` of OData, versions 2 and 4 (URI conventions: literals and functions)."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, cast

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.queries.clause import Clause, Scalar
from portwright_runtime.queries.dialect import (
    Conditions,
    Literals,
    boolean,
    conditions,
    digits,
    literal,
)
from portwright_runtime.times import to_iso8601

_IS_PATH: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*([./][A-Za-z_][A-Za-z0-9_]*)*").fullmatch
# Beyond 32 bits version 2 wants to be told that an integer is an Int64.
_INT32: Final = range(-(2**31), 2**31)


def odata_filter(where: Iterable[Clause], version: Literal[2, 4]) -> str | None:
    """`Name eq 'O''Brien' and Total gt 5`; None if nothing is asked, so that it is left out.

    Fields may be paths (`Address/City`). In version 2 a moment is a `datetimeoffset'…Z'`, a date
    the `datetime'…'` of its midnight, and a decimal has its `M`.
    """
    if version not in _CONDITIONS:
        raise ConfigurationError("OData has the versions 2 and 4")
    return " and ".join(conditions("OData", where, _CONDITIONS[version])) or None


def _path(clause: Clause) -> str:
    if not _IS_PATH(clause.field):
        raise ConfigurationError(f"no name of a field: {clause.field!r}")
    return clause.field


def _text(value: Scalar) -> str:
    return "'" + cast(str, value).replace("'", "''") + "'"


def _int_v2(value: Scalar) -> str:
    return digits(value) if value in _INT32 else f"{digits(value)}L"


def _moment(value: Scalar) -> str:
    return to_iso8601(cast(datetime, value))


def _date(value: Scalar) -> str:
    return cast(date, value).isoformat()


# A kind before what it is a kind of: a bool is an int, a datetime a date.
_LITERALS: Final[Mapping[int, Literals]] = {
    2: {
        str: _text,
        bool: boolean,
        int: _int_v2,
        Decimal: lambda value: f"{digits(value)}M",
        datetime: lambda value: f"datetimeoffset'{_moment(value)}'",
        date: lambda value: f"datetime'{_date(value)}T00:00:00'",
    },
    4: {
        str: _text,
        bool: boolean,
        int: digits,
        Decimal: digits,
        datetime: _moment,
        date: _date,
    },
}


def _compared(sign: str, literals: Literals) -> Callable[[Clause], str]:
    return lambda clause: f"{_path(clause)} {sign} {literal(clause.values[0], literals)}"


def _among(literals: Literals) -> Callable[[Clause], str]:
    """Of both versions: `in` came with 4.01."""

    def write(clause: Clause) -> str:
        field = _path(clause)
        each = (f"{field} eq {literal(value, literals)}" for value in clause.values)
        return f"({' or '.join(each)})"

    return write


def _null(clause: Clause) -> str:
    return f"{_path(clause)} {'ne' if clause.value is False else 'eq'} null"


def _starts(clause: Clause) -> str:
    return f"startswith({_path(clause)},{_text(clause.text)})"


def _contains_v2(clause: Clause) -> str:
    return f"substringof({_text(clause.text)},{_path(clause)})"


def _contains_v4(clause: Clause) -> str:
    return f"contains({_path(clause)},{_text(clause.text)})"


_SIGNS: Final = {"eq": "eq", "ne": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge"}
_CONDITIONS: Final[Mapping[int, Conditions]] = {
    version: {
        **{operator: _compared(sign, literals) for operator, sign in _SIGNS.items()},
        "in": _among(literals),
        "starts_with": _starts,
        "contains": _contains_v2 if version == 2 else _contains_v4,
        "is_null": _null,
    }
    for version, literals in _LITERALS.items()
}
