"""What an answer means: by the error rules of the spec, and where none fits by its status.

The tables are the harness's own reading of the runtime's contract, and the rules are those of the
manifest, so that a wrong class in the generated code or in the driver shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from portwright_harness.json_values import number_text
from portwright_harness.recording import Headers
from portwright_runtime import Headers as HeaderFields

Test = Literal["equals", "present", "absent"]

_CLASSES = {
    401: "AuthFailed",
    403: "Forbidden",
    404: "NotFound",
    410: "NotFound",
    409: "Conflict",
    412: "Conflict",
    429: "Throttled",
    408: "Unavailable",
}
_FAMILIES = {4: "Rejected", 5: "Unavailable"}
# What a rule makes of an answer whatever its status.
_MEANINGS = {
    "success": None,
    "throttle": "Throttled",
    "auth_failed": "AuthFailed",
    "reauth": "AuthFailed",
    "forbidden": "Forbidden",
    "not_found": "NotFound",
    "conflict": "Conflict",
    "rejected": "Rejected",
}
# What it makes of one whose status says that all is well; else the status says what it was.
_AS_SUCCESS = {"retry": "Unavailable", "bug": "Rejected"}
# A refusal is none of these, whatever the status says.
_NO_REFUSAL = frozenset({None, "Throttled", "Unavailable"})


class HeaderTest(msgspec.Struct, frozen=True):
    """`values` are texts, one of which the header must have; none unless `test` is equals."""

    name: str
    test: Test
    values: tuple[str, ...] = ()


class BodyTest(msgspec.Struct, frozen=True):
    """`path` leads through the JSON body; `*` is any element of a list, a number the one there."""

    path: tuple[str | int, ...]
    test: Test
    values: tuple[str, ...] = ()


class ErrorRule(msgspec.Struct, frozen=True):
    """All conditions must hold; no statuses means any. `then` is a meaning, or `raise`: a refusal
    of which the adapter makes a domain error."""

    then: str
    statuses: tuple[tuple[int, int], ...] = ()
    headers: tuple[HeaderTest, ...] = ()
    body: tuple[BodyTest, ...] = ()


class Answered(msgspec.Struct, frozen=True):
    """An answer, as far as rules look at it; the body decompressed."""

    status: int
    headers: Headers
    body: bytes


def class_of(status: int) -> str | None:
    """The name of the error class for a status; None for a status that is no error."""
    return _CLASSES.get(status) or _FAMILIES.get(status // 100)


def expected_class(rules: Iterable[ErrorRule], answer: Answered) -> str | None:
    """The name of the error class that an answer must end in; None for a success."""
    rule = fitting(rules, answer)
    by_status = class_of(answer.status)
    if rule is None:
        return by_status
    if rule.then == "raise":
        return "Rejected" if by_status in _NO_REFUSAL else by_status
    if rule.then in _AS_SUCCESS:
        return by_status or _AS_SUCCESS[rule.then]
    return _MEANINGS[rule.then]


def fitting(rules: Iterable[ErrorRule], answer: Answered) -> ErrorRule | None:
    """The first rule that fits an answer."""
    return next((rule for rule in rules if _fits(rule, answer)), None)


def _fits(rule: ErrorRule, answer: Answered) -> bool:
    if rule.statuses and not any(a <= answer.status <= b for a, b in rule.statuses):
        return False
    fields = HeaderFields(answer.headers)
    if not all(_holds(test, _one(fields.get(test.name))) for test in rule.headers):
        return False
    document = _decoded(answer.body) if rule.body else None
    return all(_holds(test, list(_values(document, test.path))) for test in rule.body)


def _one(value: str | None) -> list[object]:
    return [] if value is None else [value]


def _holds(test: HeaderTest | BodyTest, found: list[object]) -> bool:
    there = [value for value in found if value is not None]
    if test.test == "equals":
        return any(_text(value) in test.values for value in there)
    return bool(there) is (test.test == "present")


def _decoded(body: bytes) -> object:
    try:
        return json.loads(body, parse_int=Decimal, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None


def _values(value: object, path: tuple[str | int, ...]) -> Iterator[object]:
    if not path:
        yield value
        return
    for inner in _inside(value, path[0]):
        yield from _values(inner, path[1:])


def _inside(value: object, step: str | int) -> list[object]:
    if isinstance(value, dict):
        return [value[step]] if step in value else []
    if isinstance(value, list):
        if step == "*":
            return value
        return value[step : step + 1] if isinstance(step, int) else []
    return []


def _text(value: object) -> str | None:
    """A scalar as JSON writes it, a text without its quotes."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case Decimal():
            return number_text(value)
    return None
