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


def test_what_is_unset_is_passed_by_where_there_is_another() -> None:
    assert "other" not in sent().json
    assert sent(label="l").json["other"] == {"a": "l"}
    assert sent(two=None).json["other"] == {"b": "none"}
    assert sent(one="1", two="2").json["other"] == {"a": "1", "b": "2"}
    assert sent(one="1", two=None).json["other"] == {"a": "1", "b": "1"}


def test_a_precondition_may_be_unset() -> None:
    assert sent(version='"1"').headers["if-match"] == '"1"'
    assert "if-match" not in sent().headers


GIVEN = (("1.50", "0.1"), ("2", "0.10"), ("2", "1"), ("1", "0.1"))
LEAST_BOX: dict[str, Any] = {"owner": {"id": 5}, "weights": [], "rows": [], "maker": "m"}


def box(**fields: Any) -> Any:
    return answered("unset", "get_box", {**LEAST_BOX, **fields})


def test_decimals_are_compared_as_decimals() -> None:
    weight = built("unset").port.Weight
    found = box(weights=[{"n": 0.1, "d": "1.5"}, {"n": 2}])
    light = weight(n=Decimal("0.1"), d=Decimal("1.5"))
    assert found.light == found.some == found.known == (light,)
    given = [weight(n=Decimal(n), d=Decimal(d)) for n, d in GIVEN]
    assert sent(heavy=given).json["heavy"] == [{"n": 1.5}, {"n": 2.0}]


def test_an_id_that_is_a_number_is_a_text_in_the_port() -> None:
    assert box().number == "5"


def test_an_object_may_have_no_id() -> None:
    assert (box().keeper, box(keeper={}, helper={}).helper) == ("nobody", "nobody")
    found = box(keeper={"id": 0}, helper={"id": "h"})
    assert (found.keeper, found.helper, box(helper="t").helper) == ("0", "h", "t")


def test_conditions_hold_of_items_that_are_null_or_no_objects() -> None:
    found = box(rows=[{"a": "x"}, None, "text", {"a": "y", "b": "z"}])
    assert found.rows == (row("x"),)
    assert found.bare == (row("x"), None, None)


def test_in_an_object_that_may_be_a_text_what_it_has_is_there() -> None:
    assert box().maker is None
    assert box(maker={"name": "n"}).maker == built("unset").port.Name(first="n")


def test_a_default_is_for_the_null_of_an_enum() -> None:
    size = built("unset").port.Size
    assert (box().size, box(size="l").size, box(size="s").size) == (
        size.SMALL, size.LARGE, size.LARGE,
    )  # fmt: skip


def test_in_an_object_of_a_list_or_a_map_what_it_has_is_there() -> None:
    name = built("unset").port.Name
    assert (box().first, box(names=[]).first, box(named={}).main) == (None, None, None)
    found = box(names=[{"name": "n"}], named={"main": {"name": "m"}})
    assert (found.first, found.main) == (name(first="n"), name(first="m"))


def test_a_list_is_null_where_what_it_stands_in_is() -> None:
    assert answered("unset", "list_rows", {}) is None
    assert answered("unset", "list_rows", {"first": {"rows": [{"b": "1"}]}}) == (row(None, "1"),)
