"""What a vendor behind ShippingPort is to the one story, and what the story asks of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from generated.ports.addresses import Address
from generated.ports.shipping import Parcel, Party, Size
from portwright_runtime import WireRequest, WireResponse
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


def opened(connection: Any, kinds: tuple[Any, Any]) -> Callable[[Kind, Wire], Any]:
    def open_port(kind: Kind, wire: Wire) -> Any:
        clock = Clock()
        if kind == "sync":
            return kinds[1](connection, transport=wire, clock=clock)
        return kinds[0](connection, transport=AsyncWire(wire), clock=AsyncTwin(clock))

    return open_port
