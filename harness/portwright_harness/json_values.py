"""JSON by value: one line for each leaf, numbers compared as numbers, no duplicate keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

from portwright_harness.pairs import Place


class NotJsonError(Exception):
    """The bytes are no JSON that can be compared by value."""


def parse_json(body: bytes) -> object:
    """The value, its numbers as Decimal; raises NotJsonError, also for duplicate keys and NaN."""
    try:
        return loads_strictly(body.decode("utf-8-sig"), Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise NotJsonError(str(error)) from None


def loads_strictly(text: str, number: Callable[[str], object]) -> Any:
    """The value, each number made by `number` of its spelling; raises ValueError also for duplicate
    keys, NaN and Infinity, and RecursionError."""
    return json.loads(
        text,
        parse_int=number,
        parse_float=number,
        parse_constant=_refuse,
        object_pairs_hook=_unique,
    )


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object repeats a key")
    return found


def leaves(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every leaf with its place; an empty array or object is a leaf."""
    if isinstance(value, dict) and value:
        for key, child in value.items():
            yield from leaves(child, (*place, key))
    elif isinstance(value, list) and value:
        for index, child in enumerate(value):
            yield from leaves(child, (*place, index))
    else:
        yield place, _text(value)


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    return json.dumps(value, ensure_ascii=False)


def number_text(value: Decimal) -> str:
    """One spelling for a number: 1.0, 1 and 10e-1 are the same, and nothing is rounded."""
    sign, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    if not stripped:
        return "0"
    power = int(exponent) + len(text) - len(stripped)
    mark = "-" if sign else ""
    if 0 <= power <= 20:
        return mark + stripped + "0" * power
    if -20 <= power < 0:
        whole = stripped.rjust(1 - power, "0")
        return f"{mark}{whole[:power]}.{whole[power:]}"
    return f"{mark}{stripped}e{power}"
