"""What the query languages share: names that can only be names, and clauses told by a table."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, cast

from portwright_runtime.decimals import spelled
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.queries.clause import Clause, Scalar

Conditions = Mapping[str, Callable[[Clause], str]]
Literals = Mapping[type, Callable[[Scalar], str]]

_IS_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*").fullmatch
_DIRECTIONS: Final = ("asc", "desc")


def name(text: str) -> str:
    """A field or a source as it stands in a query; ConfigurationError if it is no plain name."""
    if not _IS_NAME(text):
        raise ConfigurationError(f"no name of a field or source: {text!r}")
    return text


def names(texts: Iterable[str]) -> str:
    """A list of fields; ConfigurationError for none."""
    listed = ", ".join(map(name, texts))
    if not listed:
        raise ConfigurationError("a query names what it selects")
    return listed


def ordering(texts: Iterable[str]) -> str:
    """Fields to sort by, each with `asc` or `desc` behind it or nothing."""
    return ", ".join(map(_order, texts))


def _order(text: str) -> str:
    field, _, direction = text.partition(" ")
    if not direction:
        return name(field)
    if direction.lower() not in _DIRECTIONS:
        raise ConfigurationError(f"no order: {text!r}")
    return f"{name(field)} {direction.upper()}"


def conditions(language: str, where: Iterable[Clause], table: Conditions) -> list[str]:
    """The clauses that are asked; ConfigurationError for an operator that the language lacks."""
    found = []
    for clause in where:
        if clause.operator not in table:
            raise ConfigurationError(f"{clause.field}: {language} has no {clause.operator}")
        if clause.is_asked:
            found.append(table[clause.operator](clause))
    return found


def literal(value: Scalar, table: Literals) -> str:
    """A value as the language writes it, by the first kind in the table that it is of."""
    for kind, write in table.items():
        if isinstance(value, kind):
            return write(value)
    raise ConfigurationError(f"no value of a query: {type(value).__name__}")


def compared(sign: str, table: Literals) -> Callable[[Clause], str]:
    """A condition that holds a field against one value."""
    return lambda clause: f"{name(clause.field)} {sign} {literal(clause.values[0], table)}"


def among(table: Literals) -> Callable[[Clause], str]:
    """A condition that a field has one of several values."""

    def write(clause: Clause) -> str:
        listed = ", ".join(literal(value, table) for value in clause.values)
        return f"{name(clause.field)} IN ({listed})"

    return write


def digits(value: Scalar) -> str:
    """A number in plain digits, without an exponent."""
    return spelled(value) if isinstance(value, Decimal) else str(int(cast(int, value)))


def boolean(value: Scalar) -> str:
    """`true` or `false`."""
    return "true" if value else "false"
