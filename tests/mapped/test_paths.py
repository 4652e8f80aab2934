"""Null along paths: None exactly where a path is broken."""

from __future__ import annotations

import datetime as dt
from typing import Any

from portwright_runtime import Money
from tests.mapped.built import answered, built

NODE = {
    "id": "n", "b": {"c": "x, y"}, "at": "2024-01-02T03:04:05Z", "cents": 5, "currency": "EUR",
}  # fmt: skip
LEAST: dict[str, Any] = {
    "a": {"id": "a", "b": {"c": "one,two"}}, "owner": "ow", "text_id": "t", "items": [],
    "labels": {},
}  # fmt: skip
MOST: dict[str, Any] = {
    **LEAST,
    "a": {**LEAST["a"], "maybe": "tail"},
    "maybe": NODE,
    "owner": {"id": "ow", "name": "Olga"},
    "buyer": {"id": "bu"},
    "items": [
        {"name": "big one", "kind": "big", "owner": {"id": "i", "name": "Ida"}},
        {"name": "big two", "kind": "big", "owner": {"id": "j"}},
        {"name": "small", "kind": "small", "owner": {"id": "k", "name": "Kai"}},
    ],
    "maybe_items": [
        {"name": "s", "kind": "small"},
        {"name": "b", "kind": "big", "words": []},
        {"name": "w", "kind": "big", "words": ["w"]},
        {"name": "n", "owner": {"id": "o"}},
    ],
    "words": ["a", "b", "c"],
    "labels": {"colour": "red"},
    "maybe_labels": {"size": "L"},
    "groups": {"main": {"name": "Main"}},
}


def get(thing: Any) -> Any:
    return answered("paths", "get_thing", thing)


def test_everything_that_is_there_is_read() -> None:
    thing, port = get(MOST), built("paths").port
    assert (thing.sure, thing.deep, thing.tail) == ("one,two", "x, y", "tail")
    assert (thing.owner_id, thing.owner_name, thing.buyer_id) == ("ow", "Olga", "bu")
    assert (thing.text_id, thing.object_id, thing.maybe_object_id) == ("t", "a", "n")
    assert (thing.first, thing.second, thing.word) == ("big one", None, "c")
    assert (thing.colour, thing.size, thing.nested) == ("red", "L", "Main")
    assert (thing.joined, thing.all_maybe) == ("one,two x, y", "x, y-tail")
    assert thing.with_const == "id:x, y"
    assert (thing.part, thing.parts, thing.maybe_parts) == ("y", ("one", "two"), ("x", "y"))
    assert thing.at == dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert thing.price == Money.of("0.05", "EUR")
    assert thing.first_of == thing.first_maybe == thing.defaulted == "x, y"
    assert (thing.default_part, thing.default_of_first) == ("x", "x, y")
    assert thing.inner == port.Inner(name="x, y", at=thing.at)
    assert thing.owner == port.MaybeInner(name="Olga", at=None)


def test_what_is_not_there_is_none() -> None:
    thing = get(LEAST)
    assert (thing.deep, thing.tail, thing.owner_name, thing.buyer_id) == (None,) * 4
    assert (thing.maybe_object_id, thing.first, thing.second, thing.word) == (None,) * 4
    assert (thing.colour, thing.size, thing.nested, thing.all_maybe) == (None,) * 4
    assert (thing.part, thing.maybe_parts, thing.at, thing.price) == (None,) * 4
    assert (thing.odd, thing.inner, thing.owner) == (None,) * 3


def test_where_null_has_another_meaning_that_is_taken() -> None:
    thing = get(LEAST)
    assert (thing.owner_id, thing.joined, thing.with_const) == ("ow", "one,two", "id:")
    assert (thing.first_of, thing.first_maybe, thing.names) == ("one,two", "a", ())
    assert thing.defaulted == thing.default_part == thing.default_of_first == "none"


def test_the_first_that_is_there_is_taken_in_order() -> None:
    assert get({**MOST, "maybe": None}).first_of == "tail"
    assert get({**MOST, "maybe": None}).first_maybe == "bu"
    assert get({**MOST, "maybe": None, "buyer": "text"}).first_maybe == "text"
    assert get({**MOST, "maybe": None, "buyer": None}).first_maybe == "big one"


def test_nulls_in_the_middle_break_a_path() -> None:
    thing = get({**MOST, "maybe": {**NODE, "currency": None, "at": None, "b": {"c": "z"}}})
    assert (thing.price, thing.at, thing.part, thing.default_part) == (None, None, None, "z")
    assert thing.inner.at is None
    broken = {"maybe_labels": {"size": None}, "groups": {"other": {}}, "labels": {"x": "y"}}
    thing = get({**MOST, **broken})
    assert (thing.size, thing.nested, thing.colour) == (None, None, None)


def test_items_are_taken_by_conditions() -> None:
    thing, named = get(MOST), built("paths").port.Named
    assert thing.names == (named(name="big one", owner="Ida"),)
    assert thing.odd == (named(name="s", owner=None), named(name="b", owner=None))
