"""Recorded requests become typed arguments, or a reason."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from portwright_harness.bind import Bound, NotDriven, bind
from portwright_harness.manifest import Argument, Manifest, read_manifest
from portwright_harness.recording import RecordedRequest
from tests.harness.project import SAMPLE

BASE = "https://api.acme.example"
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


@pytest.fixture
def manifest() -> Manifest:
    return read_manifest(SAMPLE / "sample_generated" / "acme" / "manifest.json")


def request(
    method: str, url: str, body: str | None = None, headers: tuple[tuple[str, str], ...] = ()
) -> RecordedRequest:
    return RecordedRequest(method, url, headers, None if body is None else body.encode())


@pytest.mark.parametrize(
    ("recorded", "operation", "arguments"),
    [
        (request("GET", BASE + "/v1/orders/a%2Fb"), "get_order", {"order_id": "a/b"}),
        (
            request("GET", "https://test.acme.example/api/v1/orders/1"),
            "get_order",
            {"order_id": "1"},
        ),
        (request("GET", "https://other.example/v1/orders/1"), "get_order", {"order_id": "1"}),
        (
            request("GET", BASE + "/v1/orders?status=a&created[gte]=5&api_key=x"),
            "list_orders",
            {"status": ["a"], "created": {"gte": 5}},
        ),
        (
            request("POST", BASE + "/v1/refunds", "amount=5&expand[]=a&metadata[k]=v", FORM),
            "create_refund",
            {"amount": 5, "expand": ["a"], "metadata": {"k": "v"}},
        ),
        (
            request("POST", BASE + "/v1/orders", '{"items": [{"sku": "a", "quantity": 1}]}'),
            "create_order",
            {"items": [{"sku": "a", "quantity": 1}]},
        ),
    ],
)
def test_bound(
    manifest: Manifest, recorded: RecordedRequest, operation: str, arguments: dict[str, Any]
) -> None:
    assert bind(manifest, recorded) == Bound(operation, arguments)


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        (request("PATCH", BASE + "/v1/orders/1"), "unknown operation: PATCH /v1/orders/1"),
        (request("GET", BASE + "/v1/orders/1/lines"), "unknown operation"),
        (request("GET", BASE + "/v1/orders?page=2"), "unknown query parameter `page`"),
        (request("GET", BASE + "/v1/orders?limit=1&limit=2"), "`limit` is given 2 times"),
        (request("GET", BASE + "/v1/orders?created[until]=1"), "field `created.until`"),
        (request("GET", BASE + "/v1/orders?created=1&created[gte]=1"), "created"),
        (request("POST", BASE + "/v1/refunds", "amuont=1", FORM), "unknown field `amuont`"),
        (request("POST", BASE + "/v1/refunds", "amount=1.5", FORM), "`amount` is not integer"),
        (request("POST", BASE + "/v1/orders", '{"items": [{"sku": 1}]}'), "`items[0].sku`"),
        (
            request("POST", BASE + "/v1/orders", '{"items": [{"hue": 1}]}'),
            "unknown field `items[0].hue`",
        ),
        (request("POST", BASE + "/v1/orders", "{}"), "required argument `items`"),
        (request("POST", BASE + "/v1/orders", "[]"), "not an object"),
        (request("POST", BASE + "/v1/orders", "{"), "not JSON"),
        (
            request("POST", BASE + "/v1/orders", "<a/>", (("Content-Type", "text/xml"),)),
            "text/xml is not read here",
        ),
        (request("DELETE", BASE + "/v1/orders/1", "{}"), "the operation sends none"),
    ],
)
def test_not_driven(manifest: Manifest, recorded: RecordedRequest, reason: str) -> None:
    found = bind(manifest, recorded)
    assert isinstance(found, NotDriven)
    assert reason in found.reason


def test_the_key_is_taken_out_and_is_no_argument(manifest: Manifest) -> None:
    headers = (*FORM, ("idempotency-key", "k-1"))
    found = bind(manifest, request("POST", BASE + "/v1/refunds", "amount=1", headers))
    assert found == Bound("create_refund", {"amount": 1}, key="k-1")


def changed(manifest: Manifest, operation: str, **changes: Any) -> Manifest:
    entry = msgspec.structs.replace(manifest.operations[operation], **changes)
    return msgspec.structs.replace(manifest, operations={operation: entry})


@pytest.mark.parametrize(("place", "body"), [("field", "amount=1&ref=k-1"), ("query", "amount=1")])
def test_a_key_in_the_body_or_query_is_taken_out(manifest: Manifest, place: str, body: str) -> None:
    other = changed(manifest, "create_refund", safety={"keyed": {place: "ref"}})
    url = BASE + "/v1/refunds" + ("?ref=k-1" if place == "query" else "")
    assert bind(other, request("POST", url, body, FORM)) == Bound(
        "create_refund", {"amount": 1}, key="k-1"
    )


@pytest.mark.parametrize(
    ("schema", "recorded", "value"),
    [
        ({"type": "boolean"}, "true", True),
        ({"type": "number"}, "1.50", 1.5),
        ({"type": "number", "format": "decimal"}, "1.50", "1.50"),
        ({"type": ["integer", "null"]}, "", None),
        ({"type": "string"}, "", ""),
        ({"anyOf": [{"type": "integer"}, {"type": "string", "enum": ["now"]}]}, "now", "now"),
        ({"anyOf": [{"type": "integer"}, {"type": "string", "enum": ["now"]}]}, "12", 12),
        ({"anyOf": [{"type": "object"}, {"enum": [""]}]}, "", ""),
        ({"type": "string", "enum": ["a"]}, "b", "b"),
        ({"$ref": "#/schemas/Name"}, "x", "x"),
        ({"allOf": [{"$ref": "#/schemas/Name"}, {"description": "d"}]}, "x", "x"),
        ({}, "x", "x"),
    ],
)
def test_texts_are_typed_by_the_schema(
    manifest: Manifest, schema: dict[str, Any], recorded: str, value: object
) -> None:
    argument = msgspec.structs.replace(
        manifest.operations["create_refund"].arguments[0], schema=schema
    )
    other = changed(manifest, "create_refund", arguments=(argument,))
    other = msgspec.structs.replace(other, schemas={"Name": {"type": "string"}})
    found = bind(other, request("POST", BASE + "/v1/refunds", f"amount={recorded}", FORM))
    assert found == Bound("create_refund", {"amount": value})


def test_delimited_lists_are_split(manifest: Manifest) -> None:
    other = changed(manifest, "list_orders", query_styles={"status": "FORM_COMMA"})
    found = bind(other, request("GET", BASE + "/v1/orders?status=a,b"))
    assert found == Bound("list_orders", {"status": ["a", "b"]})


@pytest.mark.parametrize(
    ("place", "writing", "recorded", "value"),
    [
        (
            "cookie",
            "",
            request("GET", f"{BASE}/v1/orders", headers=(("Cookie", "a=1; it=x%20y"),)),
            "x y",
        ),
        ("query", "json", request("GET", f"{BASE}/v1/orders?it=%7B%22a%22%3A1%7D"), {"a": 1}),
        ("header", "json", request("GET", f"{BASE}/v1/orders", headers=(("It", "[1]"),)), [1]),
    ],
)
def test_values_that_are_written_in_a_way_of_their_own(
    manifest: Manifest, place: Any, writing: str, recorded: RecordedRequest, value: object
) -> None:
    argument = Argument(name="it", in_=place, wire="it", required=True, writing=writing)
    other = changed(manifest, "list_orders", arguments=(argument,))
    assert bind(other, recorded) == Bound("list_orders", {"it": value})


@pytest.mark.parametrize(
    ("writing", "reason"), [("json", "`it` is not JSON"), ("matrix", "a style that is not read")]
)
def test_values_that_cannot_be_taken_apart(manifest: Manifest, writing: str, reason: str) -> None:
    argument = Argument(name="it", in_="query", wire="it", writing=writing)
    other = changed(manifest, "list_orders", arguments=(argument,))
    found = bind(other, request("GET", f"{BASE}/v1/orders?it=;it=1"))
    assert isinstance(found, NotDriven) and reason in found.reason


def test_the_most_literal_path_wins(manifest: Manifest) -> None:
    by_id = manifest.operations["get_order"]
    recent = msgspec.structs.replace(
        manifest.operations["list_orders"], path="/v1/orders/recent", operation_id="Recent"
    )
    other = msgspec.structs.replace(manifest, operations={"get_order": by_id, "recent": recent})
    assert bind(other, request("GET", BASE + "/v1/orders/recent")) == Bound("recent", {})


def test_operations_of_one_path_are_told_apart_by_what_their_query_never_changes(
    manifest: Manifest,
) -> None:
    entry = manifest.operations["list_orders"]
    operations = {
        name: msgspec.structs.replace(entry, path=f"/v1/orders?do={name}", operation_id=name)
        for name in ("list", "count")
    }
    other = msgspec.structs.replace(manifest, operations=operations)
    url = BASE + "/v1/orders?do="
    assert bind(other, request("GET", url + "count")) == Bound("count", {})
    assert bind(other, request("GET", url + "list&status=a")) == Bound("list", {"status": ["a"]})
    lost = bind(other, request("GET", url + "sum"))
    assert isinstance(lost, NotDriven) and "does not say `do=" in lost.reason


def test_of_two_that_fit_the_preferred_one_is_taken(manifest: Manifest) -> None:
    entry = manifest.operations["get_order"]
    other = msgspec.structs.replace(manifest, operations={"one": entry, "two": entry})
    found = [bind(other, request("GET", BASE + "/v1/orders/1"), prefer=p) for p in ("one", "two")]
    assert [f.operation for f in found if isinstance(f, Bound)] == ["one", "two"]
