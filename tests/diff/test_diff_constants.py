"""Constants against limits: what is kept, what is refused, and what nobody can tell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portwright.diff.schemas.constants import divides, refused
from portwright.diff.schemas.limits import Limits
from portwright.diff.schemas.patterns import found

KEPT: list[tuple[Any, Limits]] = [
    ("abc", {"minLength": 3, "maxLength": 3}),
    (2, {"minimum": 2, "maximum": 2}),
    (Decimal("0.3"), {"multipleOf": frozenset((0.1,))}),
    ("ab", {"pattern": frozenset(("^a", "b$"))}),
    ("a", {"enum": frozenset("a")}),
]
REFUSED: list[tuple[Any, Limits]] = [
    ("abcd", {"minLength": 3, "maxLength": 3}),
    (2, {"exclusiveMinimum": 2}),
    (2, {"exclusiveMaximum": 2}),
    (0.25, {"multipleOf": frozenset((0.1,))}),
    ("ab", {"pattern": frozenset(("^a", "c$"))}),
    ("a", {"enum": frozenset("b")}),
    # One limit that cannot be tried makes up for none that is not kept.
    ("ab", {"maxLength": 1, "not": frozenset(('{"const": "a"}',))}),
]
UNTOLD: list[tuple[Any, Limits]] = [
    ("a", {"not": frozenset(('{"const": "a"}',))}),
    ("a", {"pattern": frozenset((r"\p{L}",))}),
]


@pytest.mark.parametrize(("value", "limits"), [*KEPT, *UNTOLD])
def test_a_constant_is_refused_only_where_that_is_known(value: object, limits: Limits) -> None:
    assert refused([value], [limits]) == []


@pytest.mark.parametrize(("value", "limits"), REFUSED)
def test_a_constant_that_keeps_no_set_of_limits_is_refused(value: object, limits: Limits) -> None:
    assert refused([value], [limits]) == [value]
    assert refused([value], [limits, {}]) == []


def test_nothing_is_a_multiple_of_zero() -> None:
    assert divides(0.1, 0.3)
    assert not divides(0, 3)


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "^(a|a)*$", "^(a?){40}a{40}$", "a?" * 40 + "a" * 40, "a*" * 12 + "b"]
)
def test_a_pattern_that_might_take_for_ever_is_not_tried(pattern: str) -> None:
    assert found(pattern, "a" * 40 + "!") is None


@pytest.mark.parametrize(
    ("pattern", "text", "answer"),
    [
        (r"^\d{4}-\d{2}-\d{2}$", "2026-11-27", True),
        (r"^(?:card|bank)_[a-z0-9]+$", "card_1", True),
        ("^(usd|eur|gbp)$", "chf", False),
        ("(", "a", None),
    ],
)
def test_a_plain_pattern_is_tried(pattern: str, text: str, answer: bool | None) -> None:
    assert found(pattern, text) is answer
