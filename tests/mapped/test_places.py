"""Bodies, queries, functions of the team's, errors, and names that the modules use themselves."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from portwright_runtime import Money
from portwright_runtime.errors import ConfigurationError, VendorError
from tests.mapped.built import Talk, answered, asked, built

LIST = {"ids": [{"id": "1"}]}


@pytest.mark.parametrize(
    ("operation", "given", "body"),
    [
        ("put_names", {"names": ("a", "b")}, ["a", "b"]),
        ("put_text", {"text": "hi"}, "hi"),
        ("put_map", {"sizes": {"a": 1}}, {"a": 1}),
    ],
)
def test_a_body_may_be_no_object(operation: str, given: Any, body: Any) -> None:
    sent = asked("bodies", operation, id="7", **given)
    assert (sent.json, sent.path.rpartition("/")[2]) == (body, "7")


def test_a_body_may_be_a_list_of_objects() -> None:
    line = built("bodies").port.Line
    lines = [line(sku="a", count=1), line(sku="b", count=None)]
    sent = asked("bodies", "put_lines", id="7", lines=lines)
    assert sent.json == [{"sku": "a", "count": 1}, {"sku": "b"}]


THING = {"id": 7, "parent_id": None, "name": "n", "is_open": True}


def test_ids_may_be_numbers_at_the_vendor() -> None:
    thing = built("bodies").port.Thing
    found = answered("bodies", "rename", THING, id="7", name="n")
    assert found == thing(id="7", parent=None, name="n", is_open=True)
    assert answered("bodies", "rename", {**THING, "parent_id": 3}, id="7", name="n").parent == "3"
    with pytest.raises(ConfigurationError, match="number"):
        asked("bodies", "rename", THING, id="x7", name="n")


def test_every_place_of_a_request_is_filled() -> None:
    sent = asked(
        "bodies", "rename", THING, id="7", name="n", shop="s", page=2, since=dt.date(2024, 1, 2)
    )
    assert (sent.path, sent.headers["x-shop"]) == ("/things/7", "s")
    assert sent.query == {"page": "2", "tags": "b", "filter[since]": "2024-01-02"}
    # The path says the id as a number, and the body repeats it as text.
    assert sent.json == {"id": "7", "name": "n", "total": 1}


MOMENT = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def test_queries_are_of_the_clauses_whose_values_are_there() -> None:
    sent = asked("query_languages", "soql_all", LIST)
    assert sent.query == {"q": "SELECT Id FROM Order__c"}
    sent = asked("query_languages", "soql", LIST, kinds=["a", "b'"], since=MOMENT)
    assert sent.query["q"] == (
        "SELECT Id, Owner.Name FROM Order__c WHERE Kind__c IN ('a', 'b\\'')"
        " AND Open__c = true AND Open__c != null AND Total__c < 100"
        " AND Updated > 2024-01-02T03:04:05Z ORDER BY Updated DESC, Id LIMIT 50"
    )


def test_what_is_unset_is_no_clause() -> None:
    assert "Name" not in asked("query_languages", "soql", LIST).query["q"].partition("WHERE")[2]
    sent = asked("query_languages", "soql", LIST, start="a")
    assert "Name LIKE 'a%'" in sent.query["q"]


def test_a_query_of_quickbooks_has_its_own_spelling() -> None:
    sent = asked("query_languages", "quickbooks", LIST, name="O'Neil", kinds=["x"])
    assert sent.query["q"] == (
        "SELECT * FROM Invoice WHERE DocNumber = 'O\\'Neil' AND Kind IN ('x') ORDERBY TxnDate"
    )


def test_a_filter_without_clauses_is_left_out() -> None:
    assert asked("query_languages", "odata_v2", LIST).query == {}
    assert asked("query_languages", "odata_v4", LIST).query == {"other": "all"}


def test_filters_are_spelled_by_the_version_of_odata() -> None:
    kind = built("query_languages").port.Kind
    given = {"name": "a", "total": Decimal("1.5"), "since": MOMENT}
    sent = asked("query_languages", "odata_v2", LIST, kind=kind.BIG, **given)
    assert sent.query["$filter"] == (
        "Changed gt datetimeoffset'2024-01-02T03:04:05Z' and Kind eq 'big' and Name eq 'a'"
        " and Total ge 1.5M"
    )
    sent = asked("query_languages", "odata_v4", LIST, **given)
    assert sent.query["$filter"] == (
        "Changed gt 2024-01-02T03:04:05Z and startswith(Name,'a') and Total ge 1.5"
    )
    assert sent.query["other"] == "Name eq 'a'"


RATE: dict[str, Any] = {"amount": 5, "level": 1, "cents": 50, "currency": "EUR"}


def test_functions_of_the_team_are_called_with_null_too() -> None:
    rate = answered("hooks", "get_rate", RATE, id="r", word="w")
    assert (rate.score, rate.label, rate.mood, rate.safe) == (105, "low", "sad", "low")
    assert (rate.cost, rate.first) == (Money.of("0.50", "EUR"), "low")
    rate = answered("hooks", "get_rate", {**RATE, "note": "abc", "level": 9}, id="r", word="w")
    assert (rate.score, rate.label, rate.mood, rate.safe) == (8, None, "glad", "none")
    assert rate.first == "abc"


def test_functions_of_the_team_make_requests() -> None:
    sent = asked("hooks", "get_rate", RATE, id="r", word="w", day=dt.date(2024, 1, 2))
    assert sent.query == {"text": "W", "when": "2024-01-02"}
    assert asked("hooks", "get_rate", RATE, id="r", word="w").query == {"text": "W"}


FRUIT: dict[str, Any] = {
    "name": "pear", "colours": ["green"], "state": "raw", "sizes": [{"label": "L", "grams": 1.1}],
    "tree": {"height": 12},
}  # fmt: skip


def test_a_port_of_the_teams_own_gets_its_own_classes() -> None:
    talk = Talk("python_port", FRUIT)
    fruit = asyncio.run(talk.asynchronous.get("p"))
    ports = __import__("grocer.ports", fromlist=["Fruit"])
    assert fruit == ports.Fruit(
        name="pear", colours=["green"], sizes=[ports.Size("L", Decimal("1.1"))],
        state=ports.State.RAW, tags=("fruit",), tree=ports.Tree(12, True),
    )  # fmt: skip
    fruit.colours.append("red")  # a list, as the team's dataclass says


def test_a_port_of_the_teams_own_is_sent() -> None:
    talk = Talk("python_port", (204, b""))
    ports = built("python_port") and __import__("grocer.ports", fromlist=["Fruit"])
    size = ports.Size("L", Decimal("1.1"))
    fruit = ports.Fruit("pear", ["green"], [size], ports.State.RAW, ())
    code = uuid.UUID(int=1)
    asyncio.run(talk.asynchronous.put("p", fruit, code=code))
    assert talk.sent.json == {
        "name": "pear", "colours": ["green"], "sizes": [{"label": "L", "grams": 1.1}],
        "tall": str(code),
    }  # fmt: skip


def test_errors_of_the_port_are_raised_with_what_the_answer_says() -> None:
    port = built("raises").port
    body = {"error": {"code": "c", "message": "m"}, "errors": [{"code": "d", "detail": "n"}]}
    with pytest.raises(port.Declined) as caught:
        asked("raises", "pay", (402, body), amount=1)
    assert (caught.value.code, caught.value.message) == ("c", "m")
    assert isinstance(caught.value.__cause__, VendorError)
    with pytest.raises(port.Declined) as caught:
        asked("raises", "pay", (409, body), amount=1)
    assert (caught.value.code, caught.value.message) == ("d", "n")
    with pytest.raises(port.ErrorText) as texted:
        asked("raises", "pay", (422, {"error": {}}), amount=1)
    assert "422" in texted.value.error


def test_errors_are_raised_where_the_operation_lists_them() -> None:
    port = built("raises").port
    with pytest.raises(port.Gone):
        asked("raises", "look", (404, {}), id="i")
    with pytest.raises(VendorError):
        asked("raises", "pay", (404, {}), amount=1)
    with pytest.raises(VendorError):
        asked("raises", "look", (402, {}), id="i")


def test_no_name_hides_another() -> None:
    port = built("hostile_names").port
    item = {"models": "m", "found": "f", "headers": "h"}
    text = {"wire": "w", "from": "x", "class": "c"}
    answer = {"item": item, "text": [text], "state": "a"}
    talk = Talk("hostile_names", answer)
    shop = talk.sync.get(models="a", text="t", found="f", number=Decimal(2), wire="W", value_1="v")
    assert shop == port.Shop(
        item=port.Request(models="m", found="f", headers="h"),
        text=(port.Clause(wire="w", from_="x", class_="c"),),
        state=port.Kind.ASYNC_,
    )
    assert talk.sent.query == {"text": "t", "found": "f", "number": "2.0", "value_1": "v"}
    assert (talk.sent.path, talk.sent.headers["x-wire"]) == ("/things/a", "W")
    talk = Talk("hostile_names", answer)
    got = talk.sync.text(request="r", requests="q", mappings="m", answer="a", items="i")
    assert got == shop.item
    assert talk.sent.query == {"text": "q", "found": "m", "value_1": "i"}


def test_a_mapping_may_use_itself() -> None:
    tree = built("hostile_names").port.Tree
    child = {"name": "x", "children": []}
    whole = {"name": "a", "child": child, "children": [child, {"name": "y", "children": [child]}]}
    leaf = tree(name="x", found=None, children=())
    found = answered("hostile_names", "number", whole, given="g")
    other = tree(name="y", found=None, children=(leaf,))
    assert found == tree(name="a", found=leaf, children=(leaf, other))
    assert answered("hostile_names", "items", whole) == (leaf,)


def test_inputs_called_as_their_items_are_sent() -> None:
    port = built("hostile_names").port
    first, second = (port.Clause(wire=name, from_="f", class_="c") for name in "ab")
    sent = asked("hostile_names", "given", id="i", item=first, items=[second], kind=port.Kind.NONE)
    parts = [{"the-wire": name, "x-class": "c", "1st": "f"} for name in "ab"]
    assert sent.json == {"item": parts[0], "items": [parts[1]], "kind": "b", "kinds-of": "b"}
    with pytest.raises(port.VendorError, match="no"):
        answer = (402, {"error": {"message": "no"}})
        asked("hostile_names", "given", answer, id="i", item=first, items=[], kind=port.Kind.NONE)


def test_what_is_not_there_is_null_beside_an_error_of_that_name() -> None:
    port = built("hostile_names").port
    assert answered("hostile_names", "maybe", (404, {}), given="g") is None
    clause = port.Clause(wire="a", from_="f", class_="c")
    with pytest.raises(port.ShopNotFound, match="gone"):
        answer = (410, {"error": {"message": "gone"}})
        asked("hostile_names", "given", answer, id="i", item=clause, items=[], kind=port.Kind.NONE)


def test_a_key_is_sent_where_the_vendor_has_a_place_for_it() -> None:
    kind = built("hostile_names").port.Kind
    sent = asked("hostile_names", "keyed", options="o", keyed=kind.ASYNC_, key="k-1")
    assert (sent.headers["key"], sent.json) == ("k-1", {"kind": "a"})
