"""What a case expects of the returned value: dotted paths and their values."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

import msgspec

from portwright_harness.credentials import Fields, covered
from portwright_harness.problem import Problem
from portwright_runtime import Money

WHOLE = "."
COUNT = "count"

_ABSENT = object()
_INDEX = re.compile(r"[0-9]{1,9}").fullmatch
# What a spec can say of these is text: it is read, so that 12.5 USD is 12.50 USD.
_READ: Mapping[type, Callable[[str], object]] = {
    Money: Money.parse,
    Decimal: Decimal,
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    dt.timedelta: lambda text: msgspec.convert(text, dt.timedelta),
    bytes: base64.b64decode,
}


def expected_values(expect: Mapping[str, Any], value: object, secret: Fields = ()) -> list[Problem]:
    """A problem for each path that holds something else, or that there is not.

    `0.id` is of the first item of a list, `count` says how many there are, `.` is the whole.
    No value of what is `secret`, or is so by its name, is told.
    """
    return [
        Problem("expect", f"`{path}` should be {wanted!r}, {_shown(covered(found, path, secret))}")
        for path, wanted in expect.items()
        for found in [_at(value, path)]
        if not _equal(found, wanted)
    ]


def _at(value: object, path: str) -> object:
    for step in path.split(".") if path != WHOLE else ():
        if isinstance(value, list) and _INDEX(step) and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, list) and step == COUNT:
            value = len(value)
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return _ABSENT
    return value


def _equal(found: object, wanted: object) -> bool:
    if isinstance(found, Enum):
        return _equal(found.value, wanted)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_equal, found, wanted))
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        return found.keys() == wanted.keys() and all(_equal(found[k], wanted[k]) for k in wanted)
    if isinstance(found, float):  # A fraction in a spec is text.
        return str(found) == str(wanted) or (isinstance(wanted, int | float) and found == wanted)
    if type(found) in _READ:
        return _reads_as(found, wanted)
    if isinstance(found, bool) is not isinstance(wanted, bool):
        return False
    return found == wanted


def _reads_as(found: object, wanted: object) -> bool:
    if isinstance(wanted, bool):
        return False
    try:
        return found == _READ[type(found)](str(wanted))
    except (ValueError, InvalidOperation, msgspec.ValidationError):
        return False


def _shown(found: object) -> str:
    if found is _ABSENT:
        return "and there is no such field"
    if isinstance(found, Enum):
        return f"not {found.value!r}"
    return f"not {str(found)!r}" if type(found) in _READ else f"not {found!r}"
