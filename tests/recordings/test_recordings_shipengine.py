"""Real ShipEngine traffic, recorded by another client, driven through ShipStation v2's.

ShipStation v2 has ShipEngine's resources under another base URL: the recordings are read as if
they had been made there. Some of their requests hold what no document has; each such place is
listed here and put right first, for a typed method cannot send it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.foreign import Driven
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor
from tests.recordings import driving

RECORDINGS = driving.Recordings("ShipEngine", "shipengine", files=5, interactions=8)
RECORDED, OURS = "https://api.shipengine.com/v1/", "https://api.shipstation.com/v2/"
LABEL = "labels__success.yaml"
LEAST_FILLED = 0.7
Change = Callable[[dict[str, Any]], object]


def _no_such_field(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda shipment: shipment.pop(name, shipment) is not shipment


def _lower_indicators(shipment: dict[str, Any]) -> bool:
    """`No` where the document has `no`."""
    addresses = [shipment["ship_to"], shipment["ship_from"]]
    wrong = [one for one in addresses if one["address_residential_indicator"] == "No"]
    for address in wrong:
        address["address_residential_indicator"] = "no"
    return bool(wrong)


def _amounts_as_numbers(shipment: dict[str, Any]) -> bool:
    """`"25.0"` where the document has a number."""
    products = [one for package in shipment["packages"] for one in package.get("products", ())]
    for product in products:
        product["value"]["amount"] = float(product["value"]["amount"])
    return bool(products)


# What the other client sends of a shipment against the document, and how often it is recorded.
PUT_RIGHT: dict[str, tuple[Callable[[dict[str, Any]], bool], int]] = {
    "residential indicator in capitals": (_lower_indicators, 3),
    "residential indicator of a shipment": (_no_such_field("address_residential_indicator"), 1),
    "carriers of a shipment": (_no_such_field("carrier_ids"), 1),
    "amount in quotes": (_amounts_as_numbers, 1),
}


def put_right(body: bytes | None) -> tuple[bytes | None, list[str]]:
    """The body of a request as the document has it, and what was put right."""
    document = json.loads(body) if body else {}
    shipment = document.get("shipment")
    if shipment is None:
        return body, []
    done = [name for name, (change, _) in PUT_RIGHT.items() if change(shipment)]
    return json.dumps(document).encode(), done


def as_ours(item: Interaction) -> Interaction:
    """A recorded interaction as ShipStation v2's, its request put right."""
    assert item.request.url.startswith(RECORDED)
    url = OURS + item.request.url.removeprefix(RECORDED)
    body, _ = put_right(item.request.body)
    return replace(item, request=replace(item.request, url=url, body=body))


@pytest.fixture(scope="module")
def shipstation() -> Vendor:
    return driving.vendor("shipstation_v2")


@pytest.fixture(scope="module")
def driven(shipstation: Vendor) -> list[Driven]:
    return RECORDINGS.driven(shipstation, as_ours)


def test_every_recorded_interaction_is_accounted_for(
    driven: list[Driven], record_property: pytest.RecordProperty
) -> None:
    assert RECORDINGS.check(driven, record_property) == {"equal": 3, "deviation": 5}


def test_the_deviations_that_the_recordings_need(driven: list[Driven]) -> None:
    assert {name for item in driven if item.verdict == "deviation" for name in item.details} == {
        "carriers.options.default_value",
        "carriers.packages.package_id",
        "errors",
        "packages.external_package_id",
        "packages.tracking_number",
        "rate_response.rates.carrier_delivery_days",
        "rate_response.rates.delivery_days",
        "rate_response.rates.estimated_delivery_date",
        "request_id",
    }


def test_requests_are_put_right_in_the_places_that_are_listed_alone() -> None:
    RECORDINGS.file(LABEL)
    done: Counter[str] = Counter()
    for path in sorted(driving.SHARED.glob("shipengine/*.yaml")):
        for item in read_cassette(path).interactions:
            done.update(put_right(item.request.body)[1])
    assert done == {name: count for name, (_, count) in PUT_RIGHT.items()}


def test_answers_fill_what_is_selected(driven: list[Driven]) -> None:
    filled = driving.best_filled(driven)
    assert filled.keys() == {"list_carriers", "create_label", "estimate_rates", "get_rates"}
    assert not {name: share for name, share in filled.items() if share < LEAST_FILLED}


def label() -> Interaction:
    [item] = read_cassette(RECORDINGS.file(LABEL)).interactions
    return as_ours(item)


def with_body(item: Interaction, change: Change) -> Interaction:
    """The interaction with another request than the one that the call was read from."""
    document = json.loads(item.request.body or b"")
    change(document)
    return replace(item, request=replace(item.request, body=json.dumps(document).encode()))


def with_answer(item: Interaction, change: Change) -> Interaction:
    document = json.loads(item.response.body)
    change(document)
    return replace(item, response=replace(item.response, body=json.dumps(document).encode()))


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(test_label=False),
        lambda body: body.pop("label_format"),
        lambda body: body["shipment"]["ship_to"].update(postal_code="10019"),
        lambda body: body["shipment"]["packages"].append(body["shipment"]["packages"][0]),
    ],
    ids=["value", "dropped", "deep", "one more"],
)
def test_a_request_that_the_call_does_not_mean_fails(shipstation: Vendor, change: Change) -> None:
    item = label()
    path = RECORDINGS.file(LABEL)
    assert not driving.found(shipstation, path, item).problems
    found = driving.found(shipstation, path, with_body(item, change), call_of=item)
    assert {problem.kind for problem in found.problems} == {"request"}


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda answer: answer.pop("label_id"), "label_id"),
        (lambda answer: answer.update(tracking_number=None), "$.tracking_number"),
        (lambda answer: answer["shipment_cost"].update(amount="free"), "$.shipment_cost.amount"),
        (lambda answer: answer.update(voided="no"), "$.voided"),
    ],
)
def test_an_answer_that_the_document_does_not_allow_fails(
    shipstation: Vendor, change: Change, shown: str
) -> None:
    item = with_answer(label(), change)
    [problem] = driving.found(shipstation, RECORDINGS.file(LABEL), item).problems
    assert problem.kind == "decode" and shown in problem.text


def test_a_null_that_no_deviation_declares_is_seen(shipstation: Vendor) -> None:
    """The model takes it for absence, so that an application does not fail of it."""
    item = with_answer(label(), lambda answer: answer["packages"][0].update(package_code=None))
    assert driving.found(shipstation, RECORDINGS.file(LABEL), item).nulls == (
        "packages.package_code",
    )
