"""A shop's desk in front of a vendor, whichever it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from generated.ports.shipping import (
    Label,
    LabelRef,
    Rate,
    Shipment,
    Tracking,
)
from portwright_runtime import Money
from tests.adapters import shipping_vendors as vendors
from tests.adapters.shipping_vendors import PARCEL, RECIPIENT, SENDER, Vendor
from tests.runtime.doubles import Rig, Wire

SHIP_DATE = dt.date(2026, 12, 1)
CREATED = dt.datetime(2026, 11, 27, 10, 0, 0, 123000, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


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
