"""What ShipStation v1 answers to the story.

Answers are made for the tests, from the forms that the vendor documents.
"""

from __future__ import annotations

import base64
from typing import Any

from generated.shipstation_v1 import (
    ShipstationV1Connection,
    ShipstationV1Shipping,
    SyncShipstationV1Shipping,
)
from portwright_runtime import Secret, WireRequest
from tests.adapters.shipping_vendors import PDF, TRACKING_NUMBER, Vendor, opened, query_of


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
    open=opened(
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
