"""Real answers of ShipStation v1, anonymised by their source, through the generated client.

The bodies are real; request lines, statuses and content types were put round them by those who
collected them. The one request that has a body lost it: there stands one of ours, so that of it
nothing but method and address is recorded.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.foreign import Driven
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor
from tests.recordings import driving

RECORDINGS = driving.Recordings("ShipStation v1", "shipstation_v1", files=8, interactions=8)
OPERATIONS = {
    "get_customer",
    "get_order",
    "get_rates",
    "list_carriers",
    "list_orders",
    "list_stores",
    "list_tags",
    "list_warehouses",
}
# Orders without items, notes and gifts leave much of an order open.
LEAST_FILLED = 0.45
RATES = "/shipments/getrates"
LOST_BODY = {
    "carrierCode": "stamps_com",
    "fromPostalCode": "78756",
    "toCountry": "US",
    "toPostalCode": "95128",
    "weight": {"value": 5.0, "units": "ounces"},
}


def as_asked(item: Interaction) -> Interaction:
    """The recorded interaction, with a body for the request that lost it."""
    if not item.request.url.endswith(RATES):
        return item
    assert not item.request.body, "the body is there: compare it"
    body = json.dumps(LOST_BODY).encode()
    return replace(item, request=replace(item.request, body=body))


@pytest.fixture(scope="module")
def shipstation() -> Vendor:
    return driving.vendor("shipstation_v1")


@pytest.fixture(scope="module")
def driven(shipstation: Vendor) -> list[Driven]:
    return RECORDINGS.driven(shipstation, as_asked)


def test_every_recorded_interaction_is_accounted_for(
    driven: list[Driven], record_property: pytest.RecordProperty
) -> None:
    assert RECORDINGS.check(driven, record_property) == {"equal": 8}
    assert {item.operation for item in driven} == OPERATIONS


def test_answers_fill_what_is_selected(driven: list[Driven]) -> None:
    filled = driving.best_filled(driven)
    assert filled.keys() == OPERATIONS
    assert not {name: share for name, share in filled.items() if share < LEAST_FILLED}


def order(**changes: Any) -> Interaction:
    """The recorded order, its answer changed."""
    [item] = read_cassette(RECORDINGS.file("get_order.yaml")).interactions
    document = json.loads(item.response.body) | changes
    return replace(item, response=replace(item.response, body=json.dumps(document).encode()))


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"orderId": "123456789"}, "$.orderId"),
        ({"orderKey": None}, "$.orderKey"),
        ({"weight": {"value": "5", "units": "ounces"}}, "$.weight.value"),
    ],
)
def test_an_answer_that_the_document_does_not_allow_fails(
    shipstation: Vendor, changes: dict[str, Any], shown: str
) -> None:
    path = RECORDINGS.file("get_order.yaml")
    assert not driving.found(shipstation, path, order()).problems
    [problem] = driving.found(shipstation, path, order(**changes)).problems
    assert problem.kind == "decode" and shown in problem.text


def test_a_null_that_the_document_does_not_allow_is_seen(shipstation: Vendor) -> None:
    found = driving.found(
        shipstation, RECORDINGS.file("get_order.yaml"), order(amountPaid=None, giftMessage=None)
    )
    assert found.nulls == ("amountPaid",)
