"""Real Stripe traffic, recorded by another client, driven through the generated one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from portwright_harness.bind import bind
from portwright_harness.cassette import read_cassette
from portwright_harness.foreign import Driven
from portwright_harness.levels.finding import Finding
from portwright_harness.recording import Interaction
from portwright_harness.vendor import Vendor
from tests.recordings import driving

RECORDINGS = driving.Recordings("Stripe", "stripe", files=30, interactions=133)
# Many selected fields are null in a quiet life: cancellations, errors, next actions.
LEAST_FILLED = 0.4


@pytest.fixture(scope="module")
def stripe() -> Vendor:
    return driving.vendor("stripe")


@pytest.fixture(scope="module")
def driven(stripe: Vendor) -> list[Driven]:
    return RECORDINGS.driven(stripe)


def test_every_recorded_interaction_is_accounted_for(
    driven: list[Driven], record_property: pytest.RecordProperty
) -> None:
    assert RECORDINGS.check(driven, record_property) == {"equal": 115, "deviation": 18}


def test_an_answer_through_a_deviation_names_its_fields(driven: list[Driven]) -> None:
    through = [item for item in driven if item.verdict == "deviation"]
    assert through, "the recordings are newer than the document, so some must need one"
    assert all(item.details for item in through)


def test_answers_fill_what_is_selected(driven: list[Driven]) -> None:
    """An operation whose answers leave most of its selection empty selects the wrong fields."""
    filled = driving.best_filled(driven)
    assert not {name: share for name, share in filled.items() if share < LEAST_FILLED}


def test_recorded_errors_of_every_kind_are_among_them(driven: list[Driven]) -> None:
    """L1 and L3 of an error check that it is raised as the class of its status."""
    seen = {item.status for item in driven if item.status >= 400}
    assert seen == {400, 401, 402, 404}


REFUNDS = "test_stripe_performing_multiple_refunds_increments_total_refund_amount.yaml"
Change = Callable[[Interaction], Interaction]


def in_request(old: str, new: str) -> Change:
    """A change of the recorded request's body."""

    def change(item: Interaction) -> Interaction:
        body = (item.request.body or b"").decode()
        assert old in body
        return replace(item, request=replace(item.request, body=body.replace(old, new).encode()))

    return change


def in_answer(change_document: Callable[[dict[str, Any]], object]) -> Change:
    """A change of the recorded answer's document."""

    def change(item: Interaction) -> Interaction:
        document = json.loads(item.response.body)
        change_document(document)
        return replace(item, response=replace(item.response, body=json.dumps(document).encode()))

    return change


def recorded(path: str, start: str, status: int = 200) -> Interaction:
    """The first interaction of a real recording with such a request."""
    return next(
        item
        for item in read_cassette(RECORDINGS.file(REFUNDS)).interactions
        if item.request.url.endswith(path)
        and (item.request.body or b"").startswith(start.encode())
        and item.response.status == status
    )


def refund() -> Interaction:
    return recorded("/v1/refunds", "charge=")


def payment() -> Interaction:
    return recorded("/v1/payment_intents", "amount=")


def found(stripe: Vendor, item: Interaction, call_of: Interaction | None = None) -> Finding:
    return driving.found(stripe, RECORDINGS.file(REFUNDS), item, call_of)


@pytest.mark.parametrize(
    ("real", "old", "new", "shown"),
    [
        (refund, "amount=", "amount=0", "amount = 0"),
        (payment, "amount=3000", "amount=03000", "amount = 03000"),
    ],
)
def test_a_request_that_means_the_same_to_us_alone_fails(
    stripe: Vendor, real: Callable[[], Interaction], old: str, new: str, shown: str
) -> None:
    """It still binds to the same arguments, of which the client makes its own request."""
    item = real()
    assert not found(stripe, item).problems
    [problem] = found(stripe, in_request(old, new)(item)).problems
    assert problem.kind == "request" and f"- body {shown}" in " ".join(problem.text.split())


@pytest.mark.parametrize(
    ("real", "change"),
    [
        (refund, in_request("amount=", "amount=1")),
        (refund, in_request("&amount=", "&amout=")),
        (refund, in_request("charge=ch", "charge=dh")),
        (payment, in_request("&currency=usd", "")),
        (payment, in_request("&currency=usd", "&currency=usd&off_session=true")),
        (
            payment,
            in_request("[0]=latest_charge.balance_transaction", "[1]=latest_charge.payment_intent"),
        ),
    ],
    ids=["amount", "name", "value", "dropped", "added", "array"],
)
def test_a_request_that_the_call_does_not_mean_fails(
    stripe: Vendor, real: Callable[[], Interaction], change: Change
) -> None:
    """The recording is changed, the call is not."""
    item = real()
    assert not found(stripe, item, call_of=item).problems
    assert {p.kind for p in found(stripe, change(item), call_of=item).problems} == {"request"}


def test_the_order_of_an_array_is_compared(stripe: Vendor) -> None:
    item = payment()
    first, second = "latest_charge.balance_transaction", "latest_charge.payment_intent"
    swap = in_request(first, "?")(item)
    swap = in_request("?", second)(in_request(second, first)(swap))
    [problem] = found(stripe, swap, call_of=item).problems
    assert problem.kind == "request"
    assert f"- body expand[0] = {second}" in " ".join(problem.text.split())


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda answer: answer.pop("amount"), "amount"),
        (lambda answer: answer.pop("id"), "id"),
        (lambda answer: answer.update(amount="500"), "$.amount"),
        (lambda answer: answer.update(currency=None), "$.currency"),
        (lambda answer: answer.update(metadata=[]), "$.metadata"),
    ],
)
def test_an_answer_that_the_document_does_not_allow_fails(
    stripe: Vendor, change: Callable[[dict[str, Any]], object], shown: str
) -> None:
    item = refund()
    [problem] = found(stripe, in_answer(change)(item)).problems
    assert problem.kind == "decode" and shown in problem.text


def test_a_field_that_no_method_has_is_not_driven(stripe: Vendor) -> None:
    """Arguments are never passed through, so a foreign field cannot slip through."""
    changed = in_request("amount=", "surprise=1&amount=")(refund())
    assert "unknown field `surprise`" in bind(stripe.manifest, changed.request).reason
