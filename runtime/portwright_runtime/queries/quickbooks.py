"""The query language of QuickBooks Online (its page "Data queries", read in November 2026).

One entity, clauses joined by AND, no `!=`, LIKE with `%` alone, quotes after a backslash. Which
page comes is said by paging (STARTPOSITION, MAXRESULTS), which goes behind this.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.queries.clause import Clause
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
from portwright_runtime.times import to_iso8601

_WHOLE: Final = (("*",), ("count(*)",))


def quickbooks_query(
    select: Sequence[str],
    source: str,
    where: Iterable[Clause] = (),
    order: Sequence[str] = (),
) -> str:
    """`SELECT * FROM Customer WHERE DisplayName = 'O\\'Brien' ORDERBY DisplayName DESC`.

    `select` is `*`, `count(*)` or fields (the answer holds every property all the same).
    ConfigurationError for what the language has no way to say, or none that its page tells: `ne`
    and `is_null`, a backslash in a text, and a percent sign to start with or contain.
    """
    what = select[0] if tuple(select) in _WHOLE else names(select)
    query = f"SELECT {what} FROM {name(source)}"
    asked = conditions("QuickBooks", where, _CONDITIONS)
    if asked:
        query += f" WHERE {' AND '.join(asked)}"
    if order:
        query += f" ORDERBY {ordering(order)}"
    return query


def _quoted(text: str) -> str:
    # Were a doubled backslash read as two, one at the end would take the closing quote along.
    if "\\" in text:
        raise ConfigurationError("QuickBooks does not say how a backslash is written in a query")
    return "'" + text.replace("'", "\\'") + "'"


# A kind before what it is a kind of: a bool is an int, a datetime a date.
_LITERALS: Final[Literals] = {
    str: lambda value: _quoted(cast(str, value)),
    bool: boolean,
    int: lambda value: _quoted(digits(value)),
    Decimal: lambda value: _quoted(digits(value)),
    datetime: lambda value: _quoted(to_iso8601(cast(datetime, value))),
    date: lambda value: _quoted(cast(date, value).isoformat()),
}


def _like(before: str) -> Callable[[Clause], str]:
    def write(clause: Clause) -> str:
        if "%" in clause.text:
            raise ConfigurationError(f"{clause.field}: QuickBooks cannot look for a percent sign")
        return f"{name(clause.field)} LIKE {_quoted(before + clause.text + '%')}"

    return write


_CONDITIONS: Final[Conditions] = {
    "eq": compared("=", _LITERALS),
    "lt": compared("<", _LITERALS),
    "lte": compared("<=", _LITERALS),
    "gt": compared(">", _LITERALS),
    "gte": compared(">=", _LITERALS),
    "in": among(_LITERALS),
    "starts_with": _like(""),
    "contains": _like("%"),
}
