"""What the two ShipStations answer to the same story, each in its own way, and what it asks.

Answers are made for the tests, from the forms that the vendors document.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from generated.ports.addresses import Address
from generated.ports.shipping import Parcel, Party, Size
from generated.shipstation_v1 import (
    ShipstationV1Connection,
    ShipstationV1Shipping,
    SyncShipstationV1Shipping,
)
from generated.shipstation_v2 import (
    ShipstationV2Connection,
    ShipstationV2Shipping,
    SyncShipstationV2Shipping,
)
from portwright_runtime import Secret, WireRequest, WireResponse
from tests.runtime.doubles import AsyncTwin, AsyncWire, Clock, Wire, answer

Kind: TypeAlias = Literal["async", "sync"]
Answers: TypeAlias = Mapping[str, tuple[int, Any]]
PDF = b"%PDF-1.4 a label"
TRACKING_NUMBER = "9400100000000000000001"
SENDER = Party(
    name="Example Shop",
    company="Example Shop",
    phone="555-0101",
    address=Address(
        line1="2 Depot Street", city="San Jose", region="CA", postal_code="95128", country="US"
    ),
    is_residence=False,
)
RECIPIENT = Party(
    name="Ada Example",
    phone="555-0100",
    address=Address(
        line1="1 Harbour Road",
        line2="Back door",
        city="Austin",
        region="TX",
        postal_code="78756",
        country="US",
    ),
    is_residence=True,
)
PARCEL = Parcel(
    weight_in_grams=Decimal("567.5"),
    size=Size(length=Decimal(25), width=Decimal(15), height=Decimal("10.5")),
)


@dataclass(frozen=True)
class Vendor:
    """One of the two behind the port: how it is opened, what it calls things, what it answers.

    `routes` are answers by method and path; `refused_address`, `carrier_failed` and `not_voided`
    are what it answers where the story goes wrong.
    """

    name: str
    open: Callable[[Kind, Wire], Any]
    carrier: str
    label_id: str
    shipment_id: str
    routes: Answers
    rates: str
    labels: str
    void: str
    track: str
    refused_address: tuple[int, Any]
    carrier_failed: tuple[int, Any]
    not_voided: tuple[int, Any]
    refused_field: str | None = None
    delivery_days: int | None = None
    document: bytes | None = None
    document_url: str | None = None
    credentials: tuple[str, str] = field(default=("", ""))

    def wire(self, **changed: tuple[int, Any]) -> Wire:
        """A transport that answers by route; `changed` names routes by their field here."""
        routes = {**self.routes, **{getattr(self, key): made for key, made in changed.items()}}
        return Wire(script=lambda request: _answer(routes, request))


def _answer(routes: Answers, request: WireRequest) -> WireResponse:
    status, body = routes[route_of(request)]
    return answer(status, json.dumps(body(request) if callable(body) else body))


def route_of(request: WireRequest) -> str:
    return f"{request.method} {urlsplit(request.url).path}"


def query_of(request: WireRequest) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.url).query))


def body_of(request: WireRequest) -> Any:
    return json.loads(request.body or b"null")


def _opened(connection: Any, kinds: tuple[Any, Any]) -> Callable[[Kind, Wire], Any]:
    def open_port(kind: Kind, wire: Wire) -> Any:
        clock = Clock()
        if kind == "sync":
            return kinds[1](connection, transport=wire, clock=clock)
        return kinds[0](connection, transport=AsyncWire(wire), clock=AsyncTwin(clock))

    return open_port


def _v1_shipment(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "shipmentId": number,
        "createDate": "2026-11-27T02:00:00.1230000",
        "shipDate": "2026-12-01",
        "shipmentCost": 8.15,
        "insuranceCost": 0.0,
        "trackingNumber": TRACKING_NUMBER,
        "isReturnLabel": False,
        "carrierCode": "stamps_com",
        "serviceCode": "usps_priority_mail",
        "voided": False,
        "shipTo": {"name": "Ada Example", "country": "US", "residential": None},
        **changed,
    }


def _v1_shipments(request: WireRequest) -> dict[str, Any]:
    """Two pages of a list; by tracking number the one, or none."""
    query = query_of(request)
    sought = query.get("trackingNumber")
    if sought is not None:
        found = [_v1_shipment(401)] if sought == TRACKING_NUMBER else []
        return {"shipments": found, "total": len(found), "page": 1, "pages": 1}
    page = int(query.get("page", "1"))
    item = _v1_shipment(401) if page == 1 else _v1_shipment(402, trackingNumber=None, voided=True)
    return {"shipments": [item], "total": 2, "page": page, "pages": 2}


V1 = Vendor(
    name="shipstation_v1",
    open=_opened(
        ShipstationV1Connection(api_key=Secret("k1"), api_secret=Secret("s1")),
        (ShipstationV1Shipping, SyncShipstationV1Shipping),
    ),
    carrier="stamps_com",
    label_id="401",
    shipment_id="401",
    rates="POST /shipments/getrates",
    labels="POST /shipments/createlabel",
    void="POST /shipments/voidlabel",
    track="GET /shipments",
    routes={
        "POST /shipments/getrates": (
            200,
            [
                {
                    "serviceName": "Priority Mail",
                    "serviceCode": "usps_priority_mail",
                    "shipmentCost": 8.15,
                    "otherCost": 0.1,
                },
                {
                    "serviceName": "Ground",
                    "serviceCode": "usps_ground",
                    "shipmentCost": 6.4,
                    "otherCost": 0.0,
                },
            ],
        ),
        "POST /shipments/createlabel": (
            200,
            _v1_shipment(401, labelData=base64.b64encode(PDF).decode(), formData=None),
        ),
        "POST /shipments/voidlabel": (200, {"approved": True, "message": "Voided."}),
        "GET /shipments": (200, _v1_shipments),
    },
    refused_address=(400, {"Message": "The request is invalid.", "ModelState": {}}),
    carrier_failed=(
        500,
        {
            "Message": "An error has occurred.",
            "ExceptionMessage": "The carrier is out.",
            "ExceptionType": "System.Exception",
            "StackTrace": None,
        },
    ),
    not_voided=(200, {"approved": False, "message": "Too late."}),
    document=PDF,
    credentials=("authorization", f"Basic {base64.b64encode(b'k1:s1').decode()}"),
)


def _v2_label(label_id: str, **changed: Any) -> dict[str, Any]:
    address = f"https://downloads.example.com/{label_id}.pdf"
    return {
        "label_id": label_id,
        "status": "completed",
        "shipment_id": "se-401",
        "ship_date": "2026-12-01T00:00:00Z",
        "created_at": "2026-11-27T10:00:00.123Z",
        "shipment_cost": {"currency": "usd", "amount": 8.15},
        "insurance_cost": {"currency": "usd", "amount": 0.0},
        "tracking_number": TRACKING_NUMBER,
        "is_return_label": False,
        "rma_number": None,
        "is_international": False,
        "batch_id": "",
        "carrier_id": "se-101",
        "carrier_code": "stamps_com",
        "service_code": "usps_priority_mail",
        "package_code": "package",
        "voided": False,
        "voided_at": None,
        "label_format": "pdf",
        "label_layout": "4x6",
        "display_scheme": "label",
        "trackable": True,
        "label_image_id": None,
        "tracking_status": "in_transit",
        "label_download": {"href": address, "pdf": address},
        "form_download": None,
        "insurance_claim": None,
        "charge_event": "carrier_default",
        "packages": [],
        **changed,
    }


def _v2_labels(request: WireRequest) -> dict[str, Any]:
    page = int(query_of(request).get("page", "1"))
    item = _v2_label("se-301") if page == 1 else _v2_label("se-302", voided=True)
    if page == 2:
        del item["tracking_number"]
    links = {"first": {"href": "x"}, "last": {"href": "x"}, "prev": {}, "next": {}}
    return {"labels": [item], "total": 2, "page": page, "pages": 2, "links": links}


def _v2_shipments(request: WireRequest) -> dict[str, Any]:
    page = int(query_of(request).get("page", "1"))
    weight = {"value": 1.0, "unit": "gram"}
    place = {
        "name": "Ada Example",
        "phone": "555-0100",
        "address_line1": "1 Harbour Road",
        "city_locality": "Austin",
        "state_province": "TX",
        "postal_code": "78756",
        "country_code": "US",
        "address_residential_indicator": "yes",
    }
    chosen = {"carrier_id": "se-101", "service_code": "usps_priority_mail"}
    item = {
        "shipment_id": f"se-40{page}",
        "shipment_status": "pending",
        "created_at": "2026-11-27T10:00:00.1230000Z",
        "modified_at": "2026-11-27T10:00:00.1230000Z",
        "ship_date": "2026-12-01T00:00:00Z",
        "ship_to": place,
        "ship_from": place,
        "packages": [{"weight": weight}],
        "total_weight": weight,
        "tags": [],
        **(chosen if page == 1 else {}),
    }
    links = {"first": {"href": "x"}, "last": {"href": "x"}, "prev": {}, "next": {}}
    return {"shipments": [item], "total": 2, "page": page, "pages": 2, "links": links}


def _v2_rate(service: str, name: str, amount: float, other: float) -> dict[str, Any]:
    return {
        "rate_id": f"se-{service}",
        "rate_type": "shipment",
        "carrier_id": "se-101",
        "shipping_amount": {"currency": "usd", "amount": amount},
        "insurance_amount": {"currency": "usd", "amount": 0.0},
        "confirmation_amount": {"currency": "usd", "amount": 0.0},
        "other_amount": {"currency": "usd", "amount": other},
        "zone": 5,
        "package_type": None,
        "delivery_days": 3,
        "guaranteed_service": False,
        "negotiated_rate": False,
        "service_type": name,
        "service_code": service,
        "trackable": True,
        "carrier_code": "stamps_com",
        "carrier_nickname": "Ours",
        "carrier_friendly_name": "Stamps.com",
        "validation_status": "valid",
        "warning_messages": [],
        "error_messages": [],
    }


def v2_rates(status: str, rates: list[Any], *errors: Any) -> dict[str, Any]:
    """The answer to a question for rates, with the fields that matter here."""
    response = {
        "rates": rates,
        "invalid_rates": [],
        "rate_request_id": "se-1",
        "shipment_id": "se-400",
        "created_at": "2026-11-27T10:00:00Z",
        "status": status,
        "errors": list(errors),
    }
    return {
        "rate_response": response,
        "shipment_id": "se-400",
        "created_at": "2026-11-27T10:00:00Z",
        "modified_at": "2026-11-27T10:00:00Z",
        "shipment_status": "pending",
        "tags": [],
        "packages": [],
        "total_weight": {"value": 567.5, "unit": "gram"},
    }


def v2_error(source: str, code: str, message: str, **more: str) -> dict[str, Any]:
    return {
        "error_source": source,
        "error_type": "validation",
        "error_code": code,
        "message": message,
        **more,
    }


def _v2_errors(*errors: Any) -> dict[str, Any]:
    return {"request_id": "00000000-0000-4000-8000-000000000001", "errors": list(errors)}


_TRACK_V2 = {
    "tracking_number": TRACKING_NUMBER,
    "status_code": "IT",
    "status_description": "In Transit",
    "carrier_status_code": "1",
    "carrier_status_description": "On its way",
    "shipped_date": "2026-12-01T17:00:00Z",
    "estimated_delivery_date": "2026-12-04T00:00:00Z",
    "exception_description": None,
    "events": [
        {
            "occurred_at": "2026-12-01T19:30:00Z",
            "description": "Arrived",
            "city_locality": "OAKLAND",
            "state_province": "CA",
            "postal_code": "94601",
            "country_code": "US",
        }
    ],
}

V2 = Vendor(
    name="shipstation_v2",
    open=_opened(
        ShipstationV2Connection(api_key=Secret("k2"), environment="sandbox"),
        (ShipstationV2Shipping, SyncShipstationV2Shipping),
    ),
    carrier="se-101",
    label_id="se-301",
    shipment_id="se-401",
    rates="POST /v2/rates",
    labels="POST /v2/labels",
    void="PUT /v2/labels/se-301/void",
    track="GET /v2/labels/se-301/track",
    routes={
        "POST /v2/rates": (
            200,
            v2_rates(
                "completed",
                [
                    _v2_rate("usps_priority_mail", "Priority Mail", 8.15, 0.1),
                    _v2_rate("usps_ground", "Ground", 6.4, 0.0),
                ],
            ),
        ),
        "POST /v2/labels": (200, _v2_label("se-301")),
        "GET /v2/labels": (200, _v2_labels),
        "GET /v2/shipments": (200, _v2_shipments),
        "PUT /v2/labels/se-301/void": (200, {"approved": True, "message": "Voided."}),
        "GET /v2/labels/se-301/track": (200, _TRACK_V2),
        "GET /v2/labels/nobody-s/track": (
            404,
            _v2_errors(v2_error("ShipStation", "invalid_identifier", "No such label.")),
        ),
    },
    refused_address=(
        400,
        _v2_errors(
            v2_error(
                "ShipStation", "invalid_address", "No such street.",
                field_name="shipment.ship_to.address_line1",
            )
        ),
    ),
    carrier_failed=(
        400, _v2_errors(v2_error("carrier", "unspecified", "The carrier is out."))
    ),
    not_voided=(200, {"approved": False, "message": "Too late.", "reason_code": "contact_carrier"}),
    refused_field="shipment.ship_to.address_line1",
    delivery_days=3,
    document_url="https://downloads.example.com/se-301.pdf",
    credentials=("api-key", "k2"),
)  # fmt: skip
