"""Null, what is unset, and what is not there at all: what is sent then."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.mapped.built import Sent, answered, asked, built

LEAST = {"needed": {}, "rows": [], "query": "SELECT Id FROM Thing"}


def sent(**inputs: Any) -> Sent:
    return asked("unset", "send", **{"a": None, "b": None, "rows": [], **inputs})


def row(a: str | None = None, b: str | None = None) -> Any:
    return built("unset").port.Row(a=a, b=b)


def test_what_is_null_or_unset_is_not_there_and_what_is_needed_is() -> None:
    assert sent().json == LEAST


def test_an_object_in_a_list_is_one_though_nothing_is_in_it() -> None:
    assert sent(rows=[row(), row("1")]).json["rows"] == [{}, {"a": "1"}]


def test_null_is_cleared_in_a_map_and_what_is_unset_is_not_there() -> None:
    assert sent(note=None).json == {**LEAST, "notes": {"note": None}}
    body = sent(note=None, label="l", a="x/y").json
    assert body["notes"] == {"note": None, "label": "l", "a": "x/y"}
    assert body["query"] == "SELECT Id FROM Thing WHERE Label = 'l'"


def test_a_map_is_there_where_something_is_in_it() -> None:
    assert sent(a="x").json["labels"] == {"both": "x"}
    assert sent(a="x/y", b="z").json["labels"] == {"both": "x/y-z", "part": "y"}


def test_an_object_that_is_given_clears_nothing() -> None:
    assert sent(gone=None).json == {**LEAST, "gone": None}
    assert sent(gone=row(None, "1")).json == {**LEAST, "gone": {}}


def test_an_object_may_be_unset() -> None:
    assert sent(row=row("1")).json == {**LEAST, "spare": {"a": "1"}}


def test_a_default_is_for_null_and_not_for_what_is_unset() -> None:
    assert sent(kept=None).json == {**LEAST, "note": "none"}
    assert sent(kept="k").json == {**LEAST, "note": "k"}


def test_a_precondition_may_be_unset() -> None:
    assert sent(version='"1"').headers["if-match"] == '"1"'
    assert "if-match" not in sent().headers


def test_decimals_are_compared_as_decimals() -> None:
    weights = [{"n": 0.1, "d": "1.5"}, {"n": 2}]
    box = answered("unset", "get_box", {"owner": {"id": 5}, "weights": weights})
    light = built("unset").port.Weight(n=Decimal("0.1"), d=Decimal("1.5"))
    assert box.light == box.some == box.known == (light,)


def test_an_id_that_is_a_number_is_a_text_in_the_port() -> None:
    assert answered("unset", "get_box", {"owner": {"id": 5}, "weights": []}).number == "5"
