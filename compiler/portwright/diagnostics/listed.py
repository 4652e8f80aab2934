"""Many things in one line of a message."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Final

_MOST: Final = 3


def numbered(number: int, noun: str) -> str:
    """`1 operation`, `2 operations`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def counted(things: Collection[object], noun: str) -> str:
    """How many there are."""
    return numbered(len(things), noun)


def some_of(names: Collection[str]) -> str:
    """The first few, and how many more there are."""
    shown = ", ".join(f"`{name}`" for name in islice(names, _MOST))
    more = len(names) - _MOST
    return f"{shown} and {more} more" if more > 0 else shown
