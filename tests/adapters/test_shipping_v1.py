"""What ShipStation v1 does in its own way behind ShippingPort."""

from __future__ import annotations

import itertools

import pytest

from generated.ports.shipping import (
    LabelRef,
    Tracking,
    TrackingStatus,
)
from portwright_runtime.errors import ConfigurationError, MappingFailed
from tests.adapters import shipping_vendors as vendors
from tests.adapters.shipping_desk import SHIP_DATE, SINCE, Desk
from tests.adapters.shipping_v1 import V1
from tests.adapters.shipping_vendors import TRACKING_NUMBER


def test_what_v1_is_sent(kind: vendors.Kind) -> None:
    desk = Desk(V1, kind)
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


def test_v1_knows_that_a_parcel_is_sent_and_no_more(kind: vendors.Kind) -> None:
    found = Desk(V1, kind).track(LabelRef(id="401", tracking_number=TRACKING_NUMBER))
    assert found == Tracking(status=TrackingStatus.UNKNOWN, shipped_on=SHIP_DATE)


def test_an_id_that_v1_cannot_have_is_never_sent(kind: vendors.Kind) -> None:
    desk = Desk(V1, kind)
    with pytest.raises(ConfigurationError, match="number"):
        desk.void("se-301")
    assert not desk.wire.sent


def test_a_document_of_v1_that_is_no_base64_is_told_with_its_operation(kind: vendors.Kind) -> None:
    _, whole = V1.routes[V1.labels]
    wire = V1.wire(labels=(200, {**whole, "labelData": "no base64!"}))
    with pytest.raises(MappingFailed, match="base64") as caught:
        Desk(V1, kind, wire).label()
    assert caught.value.operation == "create_label"
