"""Hints of the form "did you mean": near words are found, far ones are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright.diagnostics.suggest import closest, did_you_mean, edit_distance

KEYS = ("deadline", "timeout", "retry", "breaker", "bulkhead", "extends", "api_key", "base_url")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dedline", "deadline"),
        ("deadlnie", "deadline"),
        ("retries", None),
        ("retrys", "retry"),
        ("apiKey", "api_key"),
        ("api-key", "api_key"),
        ("BASEURL", "base_url"),
        ("frobnicate", None),
        ("", None),
        ("ab", None),
        ("retry", None),
    ],
)
def test_the_nearest_key(word: str, expected: str | None) -> None:
    assert closest(word, KEYS) == expected


def test_a_long_word_is_not_compared() -> None:
    assert closest("x" * 10_000, ["x" * 10_001]) is None


def test_the_hint_is_a_question() -> None:
    assert did_you_mean("PostPaymentIntent", ["PostPaymentIntents"]) == (
        "did you mean `PostPaymentIntents`?"
    )
    assert did_you_mean("qqq", KEYS) is None


@given(st.text("ab_", max_size=6), st.lists(st.text("ab_", max_size=6), max_size=6))
def test_the_order_of_what_is_known_does_not_matter(word: str, known: list[str]) -> None:
    assert closest(word, known) == closest(word, reversed(known)) == closest(word, set(known))


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 7))
def test_a_limit_only_stops_early(left: str, right: str, limit: int) -> None:
    exact = edit_distance(left, right, 99)
    limited = edit_distance(left, right, limit)
    assert limited == exact if exact <= limit else limited > limit
    assert exact == edit_distance(right, left, 99)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("ca", "abc", 3), ("", "ab", 2)],
)
def test_distances(left: str, right: str, distance: int) -> None:
    assert edit_distance(left, right, 99) == distance
