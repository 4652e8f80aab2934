"""What marks a place in a list: a scalar that can be stored and handed in again."""

import re
from collections.abc import Collection
from typing import Final, TypeAlias

from msgspec import UNSET

from portwright_runtime.codec.scalar import plain

Cursor: TypeAlias = str | int

_DIGITS: Final = re.compile(r"[0-9]{1,18}")


class BadPage(ValueError):
    """A page that contradicts itself, so that nobody can say what follows; the text says how."""


def cursor_of(value: object, ends: Collection[Cursor] = ()) -> Cursor | None:
    """A value of a page as a cursor; None where there is none, or where it is one of `ends`.

    Null, what is not set and the empty text are no cursor. Raises BadPage for a list or a map.
    """
    if value is None or value is UNSET or value == "" or value is False:
        return None
    found = value if isinstance(value, str) else _whole(plain(value))
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise BadPage("its cursor is neither a text nor a whole number")
    return None if found in ends else found


def count_of(value: object) -> int | None:
    """A value of a page as a count; None where there is none, BadPage where it is no count."""
    if value is None or value is UNSET or value == "":
        return None
    found = _whole(value)
    if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
        return found
    if isinstance(found, str) and _DIGITS.fullmatch(found):
        return int(found)
    raise BadPage("its count is not a whole number")


def number_of(cursor: Cursor) -> int:
    """A cursor that counts; ValueError for another."""
    if isinstance(cursor, str) and not _DIGITS.fullmatch(cursor):
        raise ValueError("the cursor is not a number")
    return int(cursor)


def _whole(value: object) -> object:
    # Documents call counts "number", and those decode to floats.
    return int(value) if isinstance(value, float) and value.is_integer() else value
