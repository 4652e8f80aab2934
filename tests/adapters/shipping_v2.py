"""What ShipStation v2 answers to the story.

Answers are made for the tests, from the forms that the vendor documents.
"""

from __future__ import annotations

from typing import Any

from generated.shipstation_v2 import (
    ShipstationV2Connection,
    ShipstationV2Shipping,
    SyncShipstationV2Shipping,
)
from portwright_runtime import Secret, WireRequest
from tests.adapters.shipping_vendors import TRACKING_NUMBER, Vendor, opened, query_of


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
    open=opened(
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
