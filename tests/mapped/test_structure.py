"""Objects and lists within each other, results of every kind, and what is cleared or left out."""

from __future__ import annotations

import asyncio
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from portwright_runtime.errors import MappingFailed
from tests.mapped.built import Talk, answered, asked, built

PERSON = {"name": "Ann", "address": {"street": "Elm", "geo": {"lat": "1"}}}
ORDER: dict[str, Any] = {
    "id": "o", "buyer": PERSON, "grams": 5,
    "parcels": [
        {"lines": [{"sku": "s", "options": [{"name": "n", "tags": ["a", "b"]}]}]},
        {"lines": []},
    ],
}  # fmt: skip


def order_of(port: Any) -> Any:
    """What ORDER says, in the port's terms."""
    home = port.Home(street="Elm", geo=port.Geo(lat="1", lon=None))
    options = (port.Option(name="n", tags=("a", "b")),)
    lines = (port.Line(sku="s", options=options),)
    return port.Order(
        id="o",
        buyer=port.Person(name="Ann", home=home),
        seller=None,
        parcels=(port.Parcel(lines=lines, first_sku="s"), port.Parcel(lines=(), first_sku=None)),
        weight=port.Weight(grams=5, unit="g"),
    )


def test_objects_and_lists_are_read_three_levels_down() -> None:
    assert answered("nesting", "get_order", ORDER, id="o") == order_of(built("nesting").port)


def test_a_mapping_reads_each_schema_that_it_names() -> None:
    answer = {"result": {"order": ORDER}}
    assert answered("nesting", "get_extras", answer) == order_of(built("nesting").port)


def test_objects_and_lists_are_sent_three_levels_down() -> None:
    port = built("nesting").port
    order = order_of(port)
    sent = asked(
        "nesting", "put_order", id="o", order_id="x", note="hi", buyer=order.buyer,
        seller=port.Person(name="Sam", home=None), parcels=order.parcels, weight=order.weight,
    )  # fmt: skip
    assert sent.json == {
        "buyer": PERSON,
        "seller": {"name": "Sam"},
        "parcels": [
            {"lines": [{"sku": "s", "options": [{"name": "n", "tags": ["a", "b"]}]}], "first": "s"},
            {"lines": []},
        ],
        "weight": {"amount": 5, "unit": "g"},
        "meta": {"order_id": "x", "note": "hi"},
        "deep": {"a": {"b": "hi", "c": "x"}},
        "ship": {"to": {"name": "Ann", "zip": "hi"}},
        "maybe": {"only": {"note": "hi"}},
    }


def test_objects_of_nulls_are_left_out_and_those_of_more_are_not() -> None:
    port = built("nesting").port
    half = port.Person(name="Ann", home=port.Home(street="Elm", geo=None))
    sent = asked("nesting", "put_order", id="o", order_id="x", buyer=half, parcels=[])
    assert sent.json == {
        "buyer": {"name": "Ann", "address": {"street": "Elm"}},
        "parcels": [],
        "meta": {"order_id": "x"},
        "deep": {"a": {"c": "x"}},
        "ship": {"to": {"name": "Ann"}},
    }


ITEMS = [
    {"name": "a", "kind": "big", "owner": {"name": "Olga"}},
    {"name": "b", "kind": "big", "owner": {}},
    {"name": "c", "kind": "small", "owner": {"name": "Kai"}},
    {"name": "d"},
]
COUNT = {"count": 4, "names": ["x", "y"], "items": ITEMS}


def pages() -> tuple[Any, ...]:
    return ({"data": ITEMS[:2], "has_more": True}, {"data": ITEMS[2:], "has_more": False})


def test_a_stream_maps_the_items_of_all_pages() -> None:
    talk = Talk("results", *pages())
    found = list(talk.sync.list_items())
    assert [item.name for item in found] == ["a", "b", "c", "d"]
    assert (talk.count, talk.sent.query) == (2, {"after": "b", "limit": "2"})


def test_a_stream_takes_items_by_conditions() -> None:
    item = built("results").port.Item
    assert list(Talk("results", *pages()).sync.list_big()) == [item(name="a", kind="big")]


def test_a_stream_may_be_of_scalars_and_asynchronous() -> None:
    async def names() -> list[str]:
        return [name async for name in Talk("results", *pages()).asynchronous.list_names()]

    assert asyncio.run(names()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("operation", "answer", "result"),
    [
        ("count", COUNT, 4),
        ("names", COUNT, ("x", "y")),
        ("item_names", COUNT, ("a", "b", "c", "d")),
        ("whole_names", ["a", "b"], ("a", "b")),
        ("sizes", {"a": 1}, {"a": 1}),
        ("number", b"0.10", Decimal("0.10")),
        ("maybe_text", None, None),
        ("maybe_text", "hi", "hi"),
        ("text", (200, b"plain", {"content-type": "text/plain"}), "plain"),
        ("photo", (200, b"\x89PNG", {"content-type": "image/png"}), b"\x89PNG"),
        ("etag", COUNT, None),
        ("etag", (200, COUNT, {"etag": '"7"'}), '"7"'),
        ("ping", (204, b""), None),
        ("first", {**COUNT, "items": []}, None),
    ],
)
def test_a_result_may_be_anything(operation: str, answer: Any, result: Any) -> None:
    talk = Talk("results", *([(200, b"null")] if answer is None else [answer]))
    assert getattr(talk.sync, operation)() == result


def test_an_answer_that_is_no_time_is_told() -> None:
    plain = {"content-type": "text/plain"}
    moment = answered("results", "moment", (200, b"2024-01-02T03:04:05Z", plain))
    assert moment == dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    with pytest.raises(MappingFailed, match="moment"):
        answered("results", "moment", (200, b"noon", plain))


def test_records_come_in_lists_and_at_places() -> None:
    item = built("results").port.Item
    big = tuple(item(name=name, kind="big") for name in "ab")
    assert answered("results", "big_items", COUNT) == big
    assert answered("results", "whole_list", ITEMS)[3] == item(name="d", kind=None)
    assert answered("results", "first", COUNT) == big[0]


def test_headers_are_read_beside_the_body() -> None:
    found = answered("results", "versioned", (200, COUNT, {"ETag": "7", "X-Next": "n"}))
    assert (found.count, found.version, found.next) == (4, "7", "n")
    found = answered("results", "versioned", COUNT)
    assert (found.version, found.next) == ("none", None)


def test_names_may_have_dots() -> None:
    whole = {"@odata.nextLink": "n", "a.b": {"c": "d"}, "value": [{"@odata.id": "i"}]}
    found = answered("results", "linked", whole)
    assert (found.next, found.id, found.dotted) == ("n", "i", "d")
    found = answered("results", "linked", {})
    assert (found.next, found.id, found.dotted) == (None, None, None)


def test_a_precondition_travels_with_the_key() -> None:
    sent = asked("results", "replace", id="1", name="n", version='"3"', key="k")
    assert sent.headers["if-match"] == '"3"'
    sent = asked("results", "remove", id="1", version=None)
    assert (sent.method, "if-match" in sent.headers) == ("DELETE", False)
    assert "if-match" not in asked("results", "forget", id="1").headers
    assert asked("results", "forget", id="1", version="7").headers["if-match"] == "7"


CHANGE: dict[str, Any] = {"id": "1", "note": "n", "size": "a"}


def test_null_is_sent_in_json_and_what_is_unset_is_not() -> None:
    sent = asked("clearing", "update_json", **CHANGE)
    assert sent.json == {"note": "n", "age": 1, "size": "a"}
    gone = dict.fromkeys(("name", "note", "address", "size", "at", "tags"))
    sent = asked("clearing", "update_json", id="1", **gone)
    assert sent.json == {
        "name": None, "note": None, "age": None, "address": None, "at": None, "tags": None,
    }  # fmt: skip


def test_an_empty_text_is_sent_in_forms_and_what_is_unset_is_not() -> None:
    assert asked("clearing", "update_form", **CHANGE).form == {"note": "n", "size": "a"}
    gone = dict.fromkeys(("name", "note", "address", "size", "at"))
    sent = asked("clearing", "update_form", id="1", **gone)
    assert sent.form == {"name": "", "note": "", "address": "", "at": ""}


@pytest.mark.parametrize("operation", ["update_json", "update_form"])
def test_what_is_given_is_sent(operation: str) -> None:
    port = built("clearing").port
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    address = port.Address(street="Elm", city=None)
    sent = asked(
        "clearing", operation, **CHANGE, name="n", only_set="o", address=address, at=moment
    )
    if operation == "update_json":
        assert sent.json["address"] == {"street": "Elm"}
        assert (sent.json["only_set"], sent.json["at"]) == ("o", "2024-01-01T00:00:00Z")
    else:
        assert (sent.form["address[street]"], sent.form["at"]) == ("Elm", "1704067200")


NOTHING: dict[str, Any] = dict.fromkeys(("here", "there", "given", "kind", "other"))


def test_the_first_of_several_that_may_be_unset() -> None:
    unset = asked("nulls_and_unset", "change", **NOTHING).json
    assert unset == {"sure": "anonymous"}
    sent = asked("nulls_and_unset", "change", **{**NOTHING, "given": "g"}, name="n").json
    assert (sent["first"], sent["sure"]) == ("n", "g")
    assert asked("nulls_and_unset", "change", **NOTHING, nick="k", name="n").json["first"] == "k"


def test_what_stands_in_the_place_of_an_object_is_one() -> None:
    street = built("nulls_and_unset").port.Place(street="Elm")
    for place in ("here", "there"):
        sent = asked("nulls_and_unset", "change", **{**NOTHING, place: street}).json
        assert sent["place"] == {"deep": {"street": "Elm"}}


def test_an_object_of_one_field_is_left_out_with_it() -> None:
    sent = asked("nulls_and_unset", "change", **{**NOTHING, "given": "g"}).json
    assert (sent["one"], sent["joined"], sent["file"]) == ({"made": "g"}, {"word": "g"}, "g")
