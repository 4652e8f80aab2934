"""SOQL, the query language of Salesforce.

Escapes after its reference (Quoted String Escape Sequences, API 54.0): a backslash before quotes
and itself, `\\n`, `\\r`, `\\t`, `\\uXXXX`; in LIKE also before `%` and `_`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.queries.clause import Clause, Scalar
from portwright_runtime.queries.dialect import (
    Conditions,
    Literals,
    among,
    boolean,
    compared,
    conditions,
    digits,
    name,
    names,
    ordering,
)
from portwright_runtime.times import in_utc

_CONTROLS: Final = (*range(0x20), 0x7F)
_ESCAPES: Final = {
    **{code: f"\\u{code:04x}" for code in _CONTROLS},
    **str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}),
}
_IN_PATTERN: Final = {**_ESCAPES, **str.maketrans({"%": "\\%", "_": "\\_"})}


def soql(
    select: Sequence[str],
    source: str,
    where: Iterable[Clause] = (),
    order: Sequence[str] = (),
    limit: int | None = None,
) -> str:
    """`SELECT Id, Name FROM Account WHERE Name = 'O\\'Brien' ORDER BY Name DESC LIMIT 5`.

    `order` names fields, each with ` asc` or ` desc` behind it or nothing. ConfigurationError for
    names that are none, and for a limit below 1. Moments go in UTC, to the millisecond.
    """
    query = f"SELECT {names(select)} FROM {name(source)}"
    asked = conditions("SOQL", where, _CONDITIONS)
    if asked:
        query += f" WHERE {' AND '.join(asked)}"
    if order:
        query += f" ORDER BY {ordering(order)}"
    if limit is not None:
        query += f" LIMIT {_limit(limit)}"
    return query


def _limit(limit: int) -> int:
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise ConfigurationError("a limit is a whole number from 1")
    return limit


def _text(value: Scalar) -> str:
    # By its own method: `str()` of a text that is an enum's member may give its name.
    return f"'{cast(str, value).translate(_ESCAPES)}'"


def _moment(value: Scalar) -> str:
    moment = in_utc(cast(datetime, value)).replace(tzinfo=None)
    # Salesforce keeps no more than milliseconds.
    return f"{moment.isoformat(timespec='milliseconds').removesuffix('.000')}Z"


def _date(value: Scalar) -> str:
    return cast(date, value).isoformat()


# A kind before what it is a kind of: a bool is an int, a datetime a date.
_LITERALS: Final[Literals] = {
    str: _text,
    bool: boolean,
    int: digits,
    Decimal: digits,
    datetime: _moment,
    date: _date,
}


def _like(before: str) -> Callable[[Clause], str]:
    return lambda clause: (
        f"{name(clause.field)} LIKE '{before}{clause.text.translate(_IN_PATTERN)}%'"
    )


def _null(clause: Clause) -> str:
    return f"{name(clause.field)} {'!=' if clause.value is False else '='} null"


_CONDITIONS: Final[Conditions] = {
    "eq": compared("=", _LITERALS),
    "ne": compared("!=", _LITERALS),
    "lt": compared("<", _LITERALS),
    "lte": compared("<=", _LITERALS),
    "gt": compared(">", _LITERALS),
    "gte": compared(">=", _LITERALS),
    "in": among(_LITERALS),
    "starts_with": _like(""),
    "contains": _like("%"),
    "is_null": _null,
}
