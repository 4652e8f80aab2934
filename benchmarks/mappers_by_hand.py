"""Mappers as a careful colleague would write them: what ours are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from generated.ports.addresses import Address
from generated.ports.payments import Customer, Payment, PaymentStatus, Refund, RefundStatus
from generated.stripe import models
from portwright_runtime import Money

_EXPONENTS: Final = {"ISK": 2, "MGA": 0, "UGX": 2}
_PAYMENT: Final[Mapping[str, PaymentStatus]] = {
    "requires_payment_method": PaymentStatus.FAILED,
    "requires_confirmation": PaymentStatus.PENDING,
    "requires_action": PaymentStatus.ACTION_REQUIRED,
    "processing": PaymentStatus.PENDING,
    "requires_capture": PaymentStatus.AUTHORIZED,
    "canceled": PaymentStatus.CANCELED,
    "succeeded": PaymentStatus.SUCCEEDED,
}
_REFUND: Final[Mapping[str | None, RefundStatus]] = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.ACTION_REQUIRED,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.CANCELED,
}


def payment(found: models.PaymentIntent) -> Payment:
    currency, received, error = found.currency, found.amount_received, found.last_payment_error
    charge, customer, action = found.latest_charge, found.customer, found.next_action
    redirect = action.redirect_to_url if action is not None else None
    return Payment(
        id=found.id,
        amount=Money.of_minor(found.amount, currency, _EXPONENTS),
        received=Money.of_minor(received, currency, _EXPONENTS) if received is not None else None,
        status=_PAYMENT[found.status],
        customer_id=customer if customer is None or isinstance(customer, str) else customer.id,
        charge_id=charge if charge is None or isinstance(charge, str) else charge.id,
        action_url=redirect.url if redirect is not None else None,
        decline_code=error.decline_code if error is not None else None,
        created_at=datetime.fromtimestamp(found.created, UTC),
    )


def refund(found: models.Refund) -> Refund:
    intent = found.payment_intent
    return Refund(
        id=found.id,
        payment_id=intent if intent is None or isinstance(intent, str) else intent.id,
        amount=Money.of_minor(found.amount, found.currency, _EXPONENTS),
        status=_REFUND.get(found.status, RefundStatus.PENDING),
        created_at=datetime.fromtimestamp(found.created, UTC),
    )


def customer(found: models.Customer) -> Customer:
    place = found.address
    return Customer(
        id=found.id,
        name=found.name,
        email=found.email,
        phone=found.phone,
        address=address(place) if place is not None else None,
        is_deleted=False,
        created_at=datetime.fromtimestamp(found.created, UTC),
    )


def address(found: models.Address) -> Address:
    return Address(
        line1=found.line1 or "",
        line2=found.line2,
        city=found.city or "",
        region=found.state,
        postal_code=found.postal_code or "",
        country=found.country or "",
    )
