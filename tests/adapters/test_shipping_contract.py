"""One contract for every vendor behind ShippingPort: the same story, told through the port."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from generated.ports.shipping import (
    CarrierFailed,
    Label,
    LabelRef,
    Rate,
    Rejected,
    Shipment,
    Tracking,
    TrackingStatus,
)
from portwright_runtime import Money
from portwright_runtime.errors import ConfigurationError, MappingFailed
from tests.adapters import shipping_vendors as vendors
from tests.adapters.shipping_vendors import PARCEL, RECIPIENT, SENDER, TRACKING_NUMBER, Vendor
from tests.runtime.doubles import Rig, Wire, fields_of

SHIP_DATE = dt.date(2026, 12, 1)
CREATED = dt.datetime(2026, 11, 27, 10, 0, 0, 123000, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(params=["async", "sync"])
def kind(request: pytest.FixtureRequest) -> vendors.Kind:
    return cast("vendors.Kind", request.param)


@pytest.fixture(params=[vendors.V1, vendors.V2], ids=lambda vendor: vendor.name)
def vendor(request: pytest.FixtureRequest) -> Vendor:
    return cast(Vendor, request.param)


class Desk:
    """A port in front of a vendor, whichever it is, called as a shop would."""

    def __init__(self, vendor: Vendor, kind: vendors.Kind, wire: Wire | None = None) -> None:
        self.vendor = vendor
        self.wire = wire or vendor.wire()
        self.port = vendor.open(kind, self.wire)
        self._rig = Rig(kind)

    def rates(self, **changed: Any) -> tuple[Rate, ...]:
        given = {"sender": SENDER, "recipient": RECIPIENT, "parcel": PARCEL, **changed}
        carrier = self.vendor.carrier
        return cast(
            "tuple[Rate, ...]", self._rig.call(self.port.get_rates, carrier=carrier, **given)
        )

    def label(self, **changed: Any) -> Label:
        given = {
            "carrier": self.vendor.carrier,
            "service": "usps_priority_mail",
            "sender": SENDER,
            "recipient": RECIPIENT,
            "parcel": PARCEL,
            "ship_date": SHIP_DATE,
            "is_test": True,
            **changed,
        }
        return cast(Label, self._rig.call(self.port.create_label, **given))

    def labels(self, since: dt.datetime | None = None) -> Iterator[Label]:
        return self._rig.steps(self.port.list_labels(since=since))

    def shipments(self, since: dt.datetime | None = None) -> Iterator[Shipment]:
        return self._rig.steps(self.port.list_shipments(since=since))

    def track(self, label: LabelRef) -> Tracking | None:
        return cast("Tracking | None", self._rig.call(self.port.track, label=label))

    def void(self, label_id: str) -> None:
        self._rig.call(self.port.void_label, label_id=label_id)

    @property
    def routes(self) -> list[str]:
        return [vendors.route_of(request) for request in self.wire.sent]


def usd(text: str) -> Money:
    return Money.of(text, "USD")


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


def test_what_v1_is_sent(kind: vendors.Kind) -> None:
    desk = Desk(vendors.V1, kind)
    desk.rates()
    desk.label()
    list(itertools.islice(desk.labels(SINCE), 1))
    desk.track(LabelRef(id="401", tracking_number=TRACKING_NUMBER))
    desk.void("401")
    rates, label, listed, tracked, voided = desk.wire.sent
    parcel = {
        "weight": {"value": 567.5, "units": "grams"},
        "dimensions": {"units": "centimeters", "length": 25.0, "width": 15.0, "height": 10.5},
    }
    assert vendors.body_of(rates) == {
        "carrierCode": "stamps_com",
        "fromPostalCode": "95128",
        "fromCity": "San Jose",
        "fromState": "CA",
        "toCountry": "US",
        "toPostalCode": "78756",
        "toCity": "Austin",
        "toState": "TX",
        "residential": True,
        **parcel,
    }
    assert vendors.body_of(label) == {
        "carrierCode": "stamps_com",
        "serviceCode": "usps_priority_mail",
        "packageCode": "package",
        "shipDate": "2026-12-01",
        "testLabel": True,
        "shipFrom": {
            "name": "Example Shop",
            "company": "Example Shop",
            "street1": "2 Depot Street",
            "city": "San Jose",
            "state": "CA",
            "postalCode": "95128",
            "country": "US",
            "phone": "555-0101",
            "residential": False,
        },
        "shipTo": {
            "name": "Ada Example",
            "street1": "1 Harbour Road",
            "street2": "Back door",
            "city": "Austin",
            "state": "TX",
            "postalCode": "78756",
            "country": "US",
            "phone": "555-0100",
            "residential": True,
        },
        **parcel,
    }
    # Noon in UTC is four in the morning there: clocks went back that night.
    assert vendors.query_of(listed) == {
        "createDateStart": "2026-11-01T04:00:00",
        "sortBy": "CreateDate",
        "sortDir": "ASC",
        "pageSize": "500",
    }
    assert vendors.query_of(tracked) == {"trackingNumber": TRACKING_NUMBER}
    assert vendors.body_of(voided) == {"shipmentId": 401}


def test_what_v2_is_sent(kind: vendors.Kind) -> None:
    desk = Desk(vendors.V2, kind)
    desk.rates()
    desk.label()
    list(itertools.islice(desk.labels(SINCE), 1))
    desk.track(LabelRef(id="se-301", tracking_number=TRACKING_NUMBER))
    desk.void("se-301")
    rates, label, listed, tracked, voided = desk.wire.sent
    shipment = {
        "ship_from": {
            "name": "Example Shop",
            "company_name": "Example Shop",
            "phone": "555-0101",
            "address_line1": "2 Depot Street",
            "city_locality": "San Jose",
            "state_province": "CA",
            "postal_code": "95128",
            "country_code": "US",
            "address_residential_indicator": "no",
        },
        "ship_to": {
            "name": "Ada Example",
            "phone": "555-0100",
            "address_line1": "1 Harbour Road",
            "address_line2": "Back door",
            "city_locality": "Austin",
            "state_province": "TX",
            "postal_code": "78756",
            "country_code": "US",
            "address_residential_indicator": "yes",
        },
        "packages": [
            {
                "weight": {"value": 567.5, "unit": "gram"},
                "dimensions": {
                    "unit": "centimeter",
                    "length": 25.0,
                    "width": 15.0,
                    "height": 10.5,
                },
            }
        ],
    }
    assert vendors.body_of(rates) == {
        "rate_options": {"carrier_ids": ["se-101"]},
        "shipment": shipment,
    }
    assert vendors.body_of(label) == {
        "label_format": "pdf",
        "test_label": True,
        "shipment": {
            "carrier_id": "se-101",
            "service_code": "usps_priority_mail",
            "ship_date": "2026-12-01",
            **shipment,
        },
    }
    assert vendors.query_of(listed) == {
        "created_at_start": "2026-11-01T12:00:00Z",
        "page_size": "100",
        "sort_dir": "asc",
    }
    assert [vendors.route_of(request) for request in (tracked, voided)] == [
        vendors.V2.track,
        vendors.V2.void,
    ]
    assert not tracked.body and not voided.body


def test_v2_asks_for_a_state_and_a_word_on_residences_in_every_country(
    kind: vendors.Kind,
) -> None:
    desk = Desk(vendors.V2, kind)
    address = replace(RECIPIENT.address, region=None, city="Monaco", country="MC")
    desk.rates(recipient=replace(RECIPIENT, address=address, is_residence=None))
    sent = vendors.body_of(desk.wire.sent[0])["shipment"]["ship_to"]
    assert (sent["state_province"], sent["address_residential_indicator"]) == ("Monaco", "unknown")


def test_v2_tells_of_faults_in_a_200(kind: vendors.Kind) -> None:
    """Rates that are there beside errors are given."""
    ours = vendors.v2_error("ShipStation", "invalid_address", "No such town.", field_name="ship_to")
    theirs = vendors.v2_error("carrier", "unspecified", "The carrier is out.")
    _, whole = vendors.V2.routes[vendors.V2.rates]
    rates = whole["rate_response"]["rates"]
    for answered, error in (
        (vendors.v2_rates("error", [], theirs), CarrierFailed),
        (vendors.v2_rates("error", [], ours), Rejected),
    ):
        desk = Desk(vendors.V2, kind, vendors.V2.wire(rates=(200, answered)))
        with pytest.raises(error) as caught:
            desk.rates()
        assert getattr(caught.value, "field", None) in (None, "ship_to")
        assert len(desk.wire.sent) == 1
    partial = vendors.v2_rates("partial", rates, theirs)
    assert len(Desk(vendors.V2, kind, vendors.V2.wire(rates=(200, partial))).rates()) == 2


def test_v2_takes_back_what_is_void_already(kind: vendors.Kind) -> None:
    again = {"approved": False, "message": "Again?", "reason_code": "label_already_voided"}
    Desk(vendors.V2, kind, vendors.V2.wire(void=(200, again))).void("se-301")


def test_v2_knows_where_a_parcel_is(kind: vendors.Kind) -> None:
    found = Desk(vendors.V2, kind).track(LabelRef(id="se-301", tracking_number=TRACKING_NUMBER))
    assert found is not None and found.events is not None
    [event] = found.events
    assert (found.status, found.shipped_on) == (TrackingStatus.IN_TRANSIT, SHIP_DATE)
    assert found.delivered_at is None
    assert event.at == dt.datetime(2026, 12, 1, 19, 30, tzinfo=dt.UTC)
    assert (event.description, event.city, event.country) == ("Arrived", "OAKLAND", "US")


def test_v1_knows_that_a_parcel_is_sent_and_no_more(kind: vendors.Kind) -> None:
    found = Desk(vendors.V1, kind).track(LabelRef(id="401", tracking_number=TRACKING_NUMBER))
    assert found == Tracking(status=TrackingStatus.UNKNOWN, shipped_on=SHIP_DATE)


def test_an_id_that_v1_cannot_have_is_never_sent(kind: vendors.Kind) -> None:
    desk = Desk(vendors.V1, kind)
    with pytest.raises(ConfigurationError, match="number"):
        desk.void("se-301")
    assert not desk.wire.sent


def test_a_document_of_v1_that_is_no_base64_is_told_with_its_operation(kind: vendors.Kind) -> None:
    _, whole = vendors.V1.routes[vendors.V1.labels]
    wire = vendors.V1.wire(labels=(200, {**whole, "labelData": "no base64!"}))
    with pytest.raises(MappingFailed, match="base64") as caught:
        Desk(vendors.V1, kind, wire).label()
    assert caught.value.operation == "create_label"
