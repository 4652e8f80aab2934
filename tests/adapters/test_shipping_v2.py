"""What ShipStation v2 does in its own way behind ShippingPort."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from generated.ports.shipping import (
    CarrierFailed,
    LabelRef,
    Rejected,
    TrackingStatus,
)
from tests.adapters import shipping_vendors as vendors
from tests.adapters.shipping_desk import SHIP_DATE, SINCE, Desk
from tests.adapters.shipping_v2 import V2, v2_error, v2_rates
from tests.adapters.shipping_vendors import RECIPIENT, TRACKING_NUMBER


def test_what_v2_is_sent(kind: vendors.Kind) -> None:
    desk = Desk(V2, kind)
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
        V2.track,
        V2.void,
    ]
    assert not tracked.body and not voided.body


def test_v2_asks_for_a_state_and_a_word_on_residences_in_every_country(
    kind: vendors.Kind,
) -> None:
    desk = Desk(V2, kind)
    address = replace(RECIPIENT.address, region=None, city="Monaco", country="MC")
    desk.rates(recipient=replace(RECIPIENT, address=address, is_residence=None))
    sent = vendors.body_of(desk.wire.sent[0])["shipment"]["ship_to"]
    assert (sent["state_province"], sent["address_residential_indicator"]) == ("Monaco", "unknown")


def test_v2_tells_of_faults_in_a_200(kind: vendors.Kind) -> None:
    """Rates that are there beside errors are given."""
    ours = v2_error("ShipStation", "invalid_address", "No such town.", field_name="ship_to")
    theirs = v2_error("carrier", "unspecified", "The carrier is out.")
    _, whole = V2.routes[V2.rates]
    rates = whole["rate_response"]["rates"]
    for answered, error in (
        (v2_rates("error", [], theirs), CarrierFailed),
        (v2_rates("error", [], ours), Rejected),
    ):
        desk = Desk(V2, kind, V2.wire(rates=(200, answered)))
        with pytest.raises(error) as caught:
            desk.rates()
        assert getattr(caught.value, "field", None) in (None, "ship_to")
        assert len(desk.wire.sent) == 1
    partial = v2_rates("partial", rates, theirs)
    assert len(Desk(V2, kind, V2.wire(rates=(200, partial))).rates()) == 2


def test_v2_takes_back_what_is_void_already(kind: vendors.Kind) -> None:
    again = {"approved": False, "message": "Again?", "reason_code": "label_already_voided"}
    Desk(V2, kind, V2.wire(void=(200, again))).void("se-301")


def test_v2_knows_where_a_parcel_is(kind: vendors.Kind) -> None:
    found = Desk(V2, kind).track(LabelRef(id="se-301", tracking_number=TRACKING_NUMBER))
    assert found is not None and found.events is not None
    [event] = found.events
    assert (found.status, found.shipped_on) == (TrackingStatus.IN_TRANSIT, SHIP_DATE)
    assert found.delivered_at is None
    assert event.at == dt.datetime(2026, 12, 1, 19, 30, tzinfo=dt.UTC)
    assert (event.description, event.city, event.country) == ("Arrived", "OAKLAND", "US")
