"""What a case expects of the returned value: dotted paths and their values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from portwright_harness.problem import Problem

_ABSENT = object()


def expected_values(expect: Mapping[str, Any], value: object) -> list[Problem]:
    """A problem for each path that holds something else, or that there is not."""
    return [
        Problem("expect", f"`{path}` should be {wanted!r}, {_shown(found)}")
        for path, wanted in expect.items()
        for found in [_at(value, path)]
        if not _equal(found, wanted)
    ]


def _at(value: object, path: str) -> object:
    for step in path.split("."):
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return _ABSENT
    return value


def _equal(found: object, wanted: object) -> bool:
    if isinstance(found, Enum):
        return _equal(found.value, wanted)
    if isinstance(found, Decimal | float):  # A fraction in a spec is text.
        return str(found) == str(wanted) or (isinstance(wanted, int | float) and found == wanted)
    if isinstance(found, bool) is not isinstance(wanted, bool):
        return False
    return found == wanted


def _shown(found: object) -> str:
    return "and there is no such field" if found is _ABSENT else f"not {found!r}"
