"""What is recorded: for each scene the objects that must exist before, and the call's inputs.

A scene is one call of the generated client. Operations and answers that localstripe lacks are
not here; their cassettes are written by hand and say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localstripe_recorder.simulator import Simulator

Wire = dict[str, Any]
Prepare = Callable[[Simulator], Wire]

# Card numbers and an IBAN that Stripe publishes for tests.
_VISA = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2034, "cvc": "314"}
_DECLINED_WHEN_ATTACHED = {**_VISA, "number": "4000000000000002"}
_DECLINED_WHEN_CHARGED = {**_VISA, "number": "4000000000000341"}
_AUTHENTICATION_REQUIRED = {**_VISA, "number": "4000002760003184"}
_IBAN = "DE89370400440532013000"

_ADDRESS = {"line1": "1 Example Street", "city": "Berlin", "postal_code": "10115", "country": "DE"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One call: `raises` is the error it must end with, `authorized` false sends a bad key,
    `of_port` calls the adapter, and the inputs are the port's."""

    operation: str
    name: str
    prepare: Prepare
    raises: str | None = None
    authorized: bool = True
    of_port: bool = False


SCENES: list[Scene] = []


def scene(
    operation: str, name: str, *, raises: str | None = None, authorized: bool = True
) -> Callable[[Prepare], Prepare]:
    """Register the function that prepares a scene and gives its inputs."""

    def register(prepare: Prepare) -> Prepare:
        SCENES.append(Scene(operation, name, prepare, raises, authorized))
        return prepare

    return register


def port_scene(
    operation: str, name: str, *, raises: str | None = None
) -> Callable[[Prepare], Prepare]:
    """The same for a call of the port's operation."""

    def register(prepare: Prepare) -> Prepare:
        SCENES.append(Scene(operation, name, prepare, raises, of_port=True))
        return prepare

    return register


def _customer(simulator: Simulator, **fields: Any) -> str:
    made = simulator.create("customers", **{"email": "ada@example.com", **fields})
    return str(made["id"])


def _card(simulator: Simulator, card: Wire, customer: str | None = None) -> str:
    holder = {"name": "Ada Example", "email": "ada@example.com", "address": _ADDRESS}
    given = {"type": "card", "card": card, "billing_details": holder}
    made = str(simulator.create("payment_methods", **given)["id"])
    if customer is not None:
        simulator.create(f"payment_methods/{made}/attach", customer=customer)
    return made


def _intent(simulator: Simulator, card: Wire = _VISA, **fields: Any) -> Wire:
    customer = _customer(simulator)
    method = _card(simulator, card, customer)
    given = {"amount": 2000, "currency": "eur", "customer": customer, "payment_method": method}
    return simulator.create("payment_intents", **{**given, **fields})


# Payment intents


@scene("create_payment_intent", "ok")
def _(simulator: Simulator) -> Wire:
    customer = _customer(simulator)
    return {
        "amount": 2000,
        "currency": "eur",
        "customer": customer,
        "payment_method": _card(simulator, _VISA, customer),
        "payment_method_types": ["card"],
        "capture_method": "automatic",
        "metadata": {"order_id": "o-17"},
    }


@scene("create_payment_intent", "amount_of_zero", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"amount": 0, "currency": "eur"}


@scene("create_payment_intent", "bad_key", raises="AuthFailed", authorized=False)
def _(simulator: Simulator) -> Wire:
    return {"amount": 2000, "currency": "eur"}


@scene("get_payment_intent", "ok")
def _(simulator: Simulator) -> Wire:
    return {"intent": _intent(simulator, metadata={"order_id": "o-17"})["id"]}


@scene("list_payment_intents", "ok")
def _(simulator: Simulator) -> Wire:
    customer = _customer(simulator)
    for amount in (1000, 2000, 3000):
        given = {"amount": amount, "currency": "eur", "metadata": {"order_id": f"o-{amount}"}}
        simulator.create("payment_intents", customer=customer, **given)
    return {"limit": 2}


@scene("list_payment_intents", "last_page")
def _(simulator: Simulator) -> Wire:
    made = [_intent(simulator, amount=amount)["id"] for amount in (1000, 2000, 3000)]
    return {"limit": 2, "starting_after": made[1]}


@scene("confirm_payment_intent", "requires_action")
def _(simulator: Simulator) -> Wire:
    return {"intent": _intent(simulator, _AUTHENTICATION_REQUIRED)["id"]}


@scene("confirm_payment_intent", "card_declined", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"intent": _intent(simulator, _DECLINED_WHEN_CHARGED)["id"]}


@scene("cancel_payment_intent", "ok")
def _(simulator: Simulator) -> Wire:
    return {"intent": _intent(simulator)["id"]}


# Refunds and charges


@scene("create_refund", "ok")
def _(simulator: Simulator) -> Wire:
    paid = _intent(simulator, confirm=True)
    charge = paid["latest_charge"]["id"]
    return {"charge": charge, "amount": 500, "metadata": {"order_id": "o-17"}}


@scene("create_refund", "of_nothing", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"amount": 500}


@scene("get_refund", "ok")
def _(simulator: Simulator) -> Wire:
    paid = _intent(simulator, confirm=True)
    made = simulator.create("refunds", payment_intent=paid["id"], amount=500)
    return {"refund": made["id"]}


# Customers


@scene("create_customer", "ok")
def _(simulator: Simulator) -> Wire:
    return {
        "name": "Ada Example",
        "email": "ada@example.com",
        "phone": "+1 555 0100",
        "description": "First customer",
        "address": {**_ADDRESS, "line2": "Back door", "state": "BE"},
        "metadata": {"crm_id": "c-1"},
    }


@scene("get_customer", "ok")
def _(simulator: Simulator) -> Wire:
    card = _card(simulator, _VISA)
    named = {"name": "Ada Example", "address": _ADDRESS, "metadata": {"crm_id": "c-1"}}
    settings = {"default_payment_method": card}
    return {"customer": _customer(simulator, invoice_settings=settings, **named)}


@scene("get_customer", "not_found", raises="NotFound")
def _(simulator: Simulator) -> Wire:
    return {"customer": "cus_there_is_no_such"}


@scene("update_customer", "ok")
def _(simulator: Simulator) -> Wire:
    customer = _customer(simulator)
    return {
        "customer": customer,
        "name": "Ada Example",
        "address": _ADDRESS,
        "invoice_settings": {"default_payment_method": _card(simulator, _VISA, customer)},
        "metadata": {"crm_id": "c-2"},
    }


@scene("list_customers", "ok")
def _(simulator: Simulator) -> Wire:
    _customer(simulator, email="bob@example.com")
    for number in (1, 2):
        _customer(simulator, name="Ada Example", metadata={"crm_id": f"c-{number}"})
    return {"email": "ada@example.com", "limit": 10}


# The port


def _payable(simulator: Simulator, card: Wire = _VISA) -> Wire:
    customer = _customer(simulator)
    return {"customer_id": customer, "method_token": _card(simulator, card, customer)}


def _new_payment(simulator: Simulator, card: Wire = _VISA) -> Wire:
    given = {"order_id": "o-17", "amount": "20.00 EUR", "capture": "at_once"}
    return {**given, **_payable(simulator, card)}


@port_scene("create_payment", "declined", raises="Declined")
def _(simulator: Simulator) -> Wire:
    return _new_payment(simulator, _DECLINED_WHEN_CHARGED)


@port_scene("create_payment", "action_required")
def _(simulator: Simulator) -> Wire:
    return _new_payment(simulator, _AUTHENTICATION_REQUIRED)


@port_scene("create_payment", "no_such_method", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {**_new_payment(simulator), "method_token": "pm_there_is_no_such"}


@port_scene("confirm_payment", "declined", raises="Declined")
def _(simulator: Simulator) -> Wire:
    return {"payment_id": _intent(simulator, _DECLINED_WHEN_CHARGED)["id"]}


@port_scene("capture_payment", "already_captured", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"payment_id": _intent(simulator, confirm=True)["id"]}


@port_scene("cancel_payment", "ok")
def _(simulator: Simulator) -> Wire:
    return {"payment_id": _intent(simulator)["id"]}


@port_scene("cancel_payment", "paid", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"payment_id": _intent(simulator, confirm=True)["id"]}


@port_scene("get_payment", "not_found", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"payment_id": "pi_there_is_no_such"}


@port_scene("list_payments", "of_all")
def _(simulator: Simulator) -> Wire:
    for amount in (1000, 2000):
        _intent(simulator, amount=amount)
    return {}


@port_scene("create_customer", "by_port")
def _(simulator: Simulator) -> Wire:
    address = {"line1": "1 Example Street", "city": "Berlin", "region": "BE"}
    place = {**address, "postal_code": "10115", "country": "DE"}
    named = {"name": "Ada Example", "email": "ada@example.com", "phone": "+1 555 0100"}
    return {**named, "address": place}


@port_scene("update_customer", "renamed")
def _(simulator: Simulator) -> Wire:
    customer = _customer(simulator, name="Ada Example", phone="+1 555 0100", address=_ADDRESS)
    return {"customer_id": customer, "name": "Ada Other"}


@port_scene("list_customers", "by_port")
def _(simulator: Simulator) -> Wire:
    _customer(simulator, email="bob@example.com")
    for number in (1, 2):
        _customer(simulator, name=f"Ada Example {number}", address=_ADDRESS)
    return {"email": "ada@example.com"}


# Payment methods


@scene("create_payment_method", "ok")
def _(simulator: Simulator) -> Wire:
    return {
        "type": "card",
        "card": _VISA,
        "billing_details": {
            "name": "Ada Example",
            "email": "ada@example.com",
            "phone": "+1 555 0100",
            "address": _ADDRESS,
        },
        "metadata": {"crm_id": "c-1"},
    }


@scene("create_payment_method", "sepa_debit")
def _(simulator: Simulator) -> Wire:
    holder = {"name": "Ada Example", "email": "ada@example.com"}
    return {"type": "sepa_debit", "sepa_debit": {"iban": _IBAN}, "billing_details": holder}


@scene("create_payment_method", "expired_card", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    return {"type": "card", "card": {**_VISA, "exp_year": 2016}}


@scene("attach_payment_method", "ok")
def _(simulator: Simulator) -> Wire:
    return {"payment_method": _card(simulator, _VISA), "customer": _customer(simulator)}


@scene("attach_payment_method", "card_declined", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    method = _card(simulator, _DECLINED_WHEN_ATTACHED)
    return {"payment_method": method, "customer": _customer(simulator)}


# Subscriptions and invoices: their answers lack what the document requires, their errors do not.


@scene("get_subscription", "not_found", raises="NotFound")
def _(simulator: Simulator) -> Wire:
    return {"subscription_exposed_id": "sub_there_is_no_such"}


@scene("pay_invoice", "already_paid", raises="Rejected")
def _(simulator: Simulator) -> Wire:
    customer = _customer(simulator)
    card = _card(simulator, _VISA, customer)
    simulator.create(f"customers/{customer}", invoice_settings={"default_payment_method": card})
    monthly = {"amount": 1500, "currency": "eur", "interval": "month"}
    plan = simulator.create("plans", product={"name": "Box"}, **monthly)["id"]
    made = simulator.create("subscriptions", customer=customer, plan=plan, quantity=1)
    return {"invoice": made["latest_invoice"]}
