"""Recorded answers of real vendors, read through the port: decoded, mapped, and compared.

The inputs of the port are made up; of a recording only the answer counts here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from generated.ports.shipping import Label, Rate, ShippingError
from portwright_harness.bind import Bound, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.recording import Interaction
from portwright_runtime import Headers, Money, WireResponse
from portwright_runtime.errors import VendorError
from tests.adapters.shipping_v1 import V1
from tests.adapters.shipping_v2 import V2
from tests.adapters.shipping_vendors import PARCEL, RECIPIENT, SENDER, Vendor
from tests.recordings import driving
from tests.recordings.test_recordings_shipengine import RECORDINGS as SHIPENGINE
from tests.recordings.test_recordings_shipengine import as_ours
from tests.recordings.test_recordings_shipstation_v1 import RECORDINGS as SHIPSTATION_V1
from tests.recordings.test_recordings_shipstation_v1 import as_asked
from tests.runtime.doubles import Wire

ASKED = {"carrier": "x", "sender": SENDER, "recipient": RECIPIENT, "parcel": PARCEL}
INPUTS: dict[str, dict[str, Any]] = {
    "get_rates": ASKED,
    "create_label": {
        **ASKED, "service": "x", "ship_date": dt.date(2023, 11, 17), "is_test": True,
    },
}  # fmt: skip
READ_AS: dict[str, tuple[driving.Recordings, Vendor, Callable[[Interaction], Interaction]]] = {
    "shipengine": (SHIPENGINE, V2, as_ours),
    "shipstation_v1": (SHIPSTATION_V1, V1, as_asked),
}
# How many answers of each operation of the port are recorded, and what becomes of them.
WANTED = {
    "shipengine": {"get_rates gives a result": 1, "create_label gives a result": 1,
                   "create_label raises ShipstationV2AuthFailed": 1},
    "shipstation_v1": {"get_rates gives a result": 1},
}  # fmt: skip


def answers(name: str) -> Iterator[tuple[str, Interaction]]:
    """The recorded interactions of operations that are the port's, too."""
    recordings, vendor, read_as = READ_AS[name]
    manifest = driving.vendor(vendor.name).manifest
    files = sorted((driving.SHARED / recordings.folder).glob("*.yaml"))
    if not files:
        pytest.skip(f"no recordings of {recordings.title} beside this checkout")
    for item in (read_as(item) for path in files for item in read_cassette(path).interactions):
        bound = bind(manifest, item.request)
        assert isinstance(bound, Bound)
        if bound.operation in INPUTS:
            yield bound.operation, item


def through_the_port(vendor: Vendor, operation: str, item: Interaction) -> Any:
    """What a caller of the port gets of a recorded answer; an error as a value."""
    response = item.response
    wire = Wire(WireResponse(response.status, Headers(response.headers), response.body))
    try:
        return getattr(vendor.open("sync", wire), operation)(**INPUTS[operation])
    except (ShippingError, VendorError) as error:
        return error


@pytest.mark.parametrize("name", READ_AS)
def test_every_recorded_answer_that_a_mapping_reads_is_mapped(
    name: str, record_property: pytest.RecordProperty
) -> None:
    recordings, vendor, _ = READ_AS[name]
    counts: Counter[str] = Counter()
    for operation, item in answers(name):
        value = through_the_port(vendor, operation, item)
        is_error = isinstance(value, Exception)
        counts[f"{operation} {_verdict(value)}"] += 1
        assert is_error == (item.response.status >= 400)
        if not is_error:
            COMPARED[operation](json.loads(item.response.body, parse_float=Decimal), value)
    parts = ", ".join(f"{text} ({count})" for text, count in sorted(counts.items()))
    record_property("line", f"{recordings.title} recordings through ShippingPort: {parts}")
    assert counts == WANTED[name]


def _verdict(value: object) -> str:
    return f"raises {type(value).__name__}" if isinstance(value, Exception) else "gives a result"


def _rates(body: Any, rates: tuple[Rate, ...]) -> None:
    """Amounts are those of the text, digit by digit."""
    if isinstance(body, list):
        amounts = [(one["serviceCode"], one["shipmentCost"], one["otherCost"]) for one in body]
        currencies = {"USD"}
    else:
        found = body["rate_response"]["rates"]
        amounts = [
            (one["service_code"], one["shipping_amount"]["amount"], one["other_amount"]["amount"])
            for one in found
        ]
        currencies = {one["shipping_amount"]["currency"].upper() for one in found}
    assert amounts
    assert [(rate.service, rate.shipping.amount, rate.other.amount) for rate in rates] == amounts
    assert {rate.shipping.currency for rate in rates} == currencies


def _label(body: Any, found: Label) -> None:
    cost = body["shipment_cost"]
    assert (found.id, found.tracking_number) == (body["label_id"], body["tracking_number"])
    assert found.cost == Money(cost["amount"], cost["currency"].upper())
    # Real answers of 2019 have no address but `href`.
    download = body["label_download"]
    assert found.document_url == download.get("pdf", download["href"])
    assert found.created_at == dt.datetime.fromisoformat(body["created_at"])


COMPARED: dict[str, Callable[[Any, Any], None]] = {"get_rates": _rates, "create_label": _label}
