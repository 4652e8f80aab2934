"""One contract for every vendor behind ShippingPort: the same story, told through the port."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from generated.ports.shipping import (
    CarrierFailed,
    Label,
    LabelRef,
    Rejected,
    Shipment,
)
from portwright_runtime.errors import ConfigurationError
from tests.adapters import shipping_vendors as vendors
from tests.adapters.shipping_desk import CREATED, SHIP_DATE, SINCE, Desk, usd
from tests.adapters.shipping_v1 import V1
from tests.adapters.shipping_v2 import V2
from tests.adapters.shipping_vendors import PARCEL, TRACKING_NUMBER, Vendor
from tests.runtime.doubles import fields_of


@pytest.fixture(params=[V1, V2], ids=lambda vendor: vendor.name)
def vendor(request: pytest.FixtureRequest) -> Vendor:
    return cast(Vendor, request.param)


def bought(vendor: Vendor) -> Label:
    """The label of the story."""
    return Label(
        id=vendor.label_id,
        shipment_id=vendor.shipment_id,
        carrier=vendor.carrier,
        service="usps_priority_mail",
        tracking_number=TRACKING_NUMBER,
        cost=usd("8.15"),
        is_voided=False,
        ship_date=SHIP_DATE,
        created_at=CREATED,
        document=vendor.document,
        document_url=vendor.document_url,
    )


def test_from_a_rate_to_a_label_that_is_given_back(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind)
    rates = desk.rates()
    assert [(rate.service, rate.service_name) for rate in rates] == [
        ("usps_priority_mail", "Priority Mail"),
        ("usps_ground", "Ground"),
    ]
    assert [(rate.shipping, rate.other) for rate in rates] == [
        (usd("8.15"), usd("0.1")),
        (usd("6.4"), usd("0")),
    ]
    assert {rate.delivery_days for rate in rates} == {vendor.delivery_days}
    label = desk.label(service=rates[0].service)
    assert label == bought(vendor)
    assert next(desk.labels()).id == label.id
    assert desk.track(LabelRef(id=label.id, tracking_number=TRACKING_NUMBER)) is not None
    desk.void(label.id)
    assert desk.routes[0] == vendor.rates and desk.routes[-1] == vendor.void
    name, value = vendor.credentials
    assert all(fields_of(request).get(name) == value for request in desk.wire.sent)


def test_labels_come_page_by_page_as_they_are_asked_for(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind)
    labels = desk.labels()
    assert not desk.wire.sent
    first = next(labels)
    assert len(desk.wire.sent) == 1
    [second] = labels
    assert len(desk.wire.sent) == 2
    assert replace(first, document_url=None) == replace(
        bought(vendor), document=None, document_url=None
    )
    assert (second.is_voided, second.tracking_number) == (True, None)


def test_shipments_say_what_goes_to_whom(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind)
    first, second = desk.shipments(since=SINCE)
    assert first == Shipment(
        id=vendor.shipment_id,
        carrier=vendor.carrier,
        service="usps_priority_mail",
        ship_date=SHIP_DATE,
        recipient="Ada Example",
        country="US",
        created_at=CREATED,
    )
    assert second.id != first.id
    assert [vendors.query_of(request).get("page", "1") for request in desk.wire.sent] == ["1", "2"]


def test_a_label_that_nobody_knows_is_null(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind)
    assert desk.track(LabelRef(id="nobody-s", tracking_number="1Z")) is None


def test_an_address_that_is_refused(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind, vendor.wire(labels=vendor.refused_address))
    with pytest.raises(Rejected) as caught:
        desk.label()
    assert caught.value.field == vendor.refused_field
    assert caught.value.message in ("The request is invalid.", "No such street.")
    assert len(desk.wire.sent) == 1


def test_a_carrier_that_fails(vendor: Vendor, kind: vendors.Kind) -> None:
    """Nothing is bought twice: what may have been done is not repeated."""
    wire = vendor.wire(labels=vendor.carrier_failed, rates=vendor.carrier_failed)
    desk = Desk(vendor, kind, wire)
    for call in (desk.label, desk.rates):
        with pytest.raises(CarrierFailed) as caught:
            call()
        assert caught.value.message == "The carrier is out."
    assert len(desk.wire.sent) == 2


def test_a_label_that_is_not_taken_back(vendor: Vendor, kind: vendors.Kind) -> None:
    desk = Desk(vendor, kind, vendor.wire(void=vendor.not_voided))
    with pytest.raises(Rejected, match="Too late"):
        desk.void(vendor.label_id)


@pytest.mark.parametrize(
    ("parcel", "fits"),
    [
        (replace(PARCEL, size=None), True),
        (replace(PARCEL, weight_in_grams=Decimal("0.1")), True),
        (replace(PARCEL, weight_in_grams=Decimal("567.12345678901234567")), False),
        (replace(PARCEL, weight_in_grams=Decimal("NaN")), False),
    ],
)
def test_a_weight_is_sent_exactly_or_not_at_all(
    vendor: Vendor, kind: vendors.Kind, parcel: Any, fits: bool
) -> None:
    desk = Desk(vendor, kind)
    if not fits:
        with pytest.raises(ConfigurationError):
            desk.rates(parcel=parcel)
        assert not desk.wire.sent
        return
    desk.rates(parcel=parcel)
    [body] = map(vendors.body_of, desk.wire.sent)
    [sent] = body["shipment"]["packages"] if "shipment" in body else [body]
    assert sent["weight"]["value"] == float(parcel.weight_in_grams)
    assert ("dimensions" in sent) is (parcel.size is not None)
