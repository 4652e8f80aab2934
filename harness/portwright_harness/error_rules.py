"""What an answer means: by the error rules of the spec, and where none fits by its status.

The tables are the harness's own reading of the runtime's contract, and the rules are those of the
manifest: nothing of the code on trial decides here, so that a wrong class in it shows.
`tests/laws.py` holds this module to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portwright_harness.json_values import number_text
from portwright_harness.manifest_policies import BodyTest, ErrorRule, HeaderTest
from portwright_harness.recording import Headers

RETRYABLE: Final = frozenset({"retry", "throttle", "unavailable"})
_MEANINGS: Final = {
    401: "auth_failed",
    403: "forbidden",
    404: "not_found",
    408: "unavailable",
    409: "conflict",
    410: "not_found",
    412: "conflict",
    429: "throttle",
}
_FAMILIES: Final = {2: "success", 3: "success", 4: "rejected"}
_CLASSES: Final = {
    "success": None,
    "throttle": "Throttled",
    "unavailable": "Unavailable",
    "auth_failed": "AuthFailed",
    "reauth": "AuthFailed",
    "forbidden": "Forbidden",
    "not_found": "NotFound",
    "conflict": "Conflict",
    "rejected": "Rejected",
}
# These leave an answer the class of its status, and one whose status says that all is well gets:
_BEHIND_SUCCESS: Final = {"retry": "Unavailable", "bug": "Rejected"}
# A refusal is none of these, whatever the status says.
_NO_REFUSAL: Final = RETRYABLE | {"success"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, as far as rules look at it; the body decompressed."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """By its name, whatever its case; repeated fields are one list."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(found) if found else None


def meaning_of(status: int) -> str:
    """What a status means without a rule."""
    return _MEANINGS.get(status) or _FAMILIES.get(status // 100, "unavailable")


def meaning(rule: ErrorRule | None, status: int) -> str:
    """What an answer means that this rule fits, or none; a refusal of the port's keeps the meaning
    of its status, where that is a refusal."""
    by_status = meaning_of(status)
    if rule is None:
        return by_status
    if rule.raises is None:
        return rule.then
    return "rejected" if by_status in _NO_REFUSAL else by_status


def class_for(meaning: str, status: int) -> str | None:
    """The name of the error class for a meaning; None for a success."""
    if meaning in _BEHIND_SUCCESS:
        return class_of(status) or _BEHIND_SUCCESS[meaning]
    return _CLASSES[meaning]


def class_of(status: int) -> str | None:
    """The name of the error class for a status; None for a status that is no error."""
    return _CLASSES[meaning_of(status)]


def expected_class(rules: Iterable[ErrorRule], answer: Answered) -> str | None:
    """The name of the error class that an answer must end in; None for a success."""
    return class_for(meaning(fitting(rules, answer), answer.status), answer.status)


def fitting(rules: Iterable[ErrorRule], answer: Answered) -> ErrorRule | None:
    """The first rule that fits an answer."""
    return next((rule for rule in rules if _fits(rule, answer)), None)


def _fits(rule: ErrorRule, answer: Answered) -> bool:
    if rule.statuses and not any(a <= answer.status <= b for a, b in rule.statuses):
        return False
    if not all(_holds(test, [answer.header(test.name)]) for test in rule.headers):
        return False
    document = _decoded(answer.body) if rule.body else None
    return all(_holds(test, list(_values(document, test.path))) for test in rule.body)


def _holds(test: HeaderTest | BodyTest, found: Sequence[object]) -> bool:
    """What is null is not there."""
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
