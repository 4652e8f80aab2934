"""What callers of a port see of retries, keys, errors and streams, in both kinds of adapters."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generated import stripe
from generated.ports.payments import CaptureTime, Declined, Payment, RefundReason
from portwright_runtime import Event, Money
from portwright_runtime.errors import (
    DeadlineExceeded,
    MappingFailed,
    OutcomeUnknown,
    TransportFailed,
    VendorError,
)
from tests.adapters import shop_to_build as shop
from tests.runtime.doubles import AsyncTwin, AsyncWire, Clock, Wire, answer

REFUSED = json.dumps(
    {"error": {"type": "card_error", "decline_code": "no_funds", "message": "no money"}}
)
PAYMENT = {
    "id": "pi_1", "object": "payment_intent", "amount": 1250, "currency": "usd",
    "status": "succeeded", "created": 1_700_000_000, "capture_method": "automatic",
    "livemode": False,
}  # fmt: skip
PAY: dict[str, Any] = {
    "order_id": "o", "amount": Money.of("12.50", "USD"), "method_token": "t",
    "capture": CaptureTime.AT_ONCE,
}  # fmt: skip
REFUND: dict[str, Any] = {"payment_id": "pi_1", "reason": RefundReason.FRAUD}


class Desk:
    """An adapter of Stripe's in front of a vendor that answers by script."""

    def __init__(self, kind: str, *answers: Any, takes: float = 0.0) -> None:
        self.wire = Wire(*answers)
        self.wire.clock = Clock()
        self.wire.takes = iter([takes] * 99)
        self.events: list[Event] = []
        self.is_async = kind == "async"
        connection = stripe.StripeConnection.from_env("test", environ={"STRIPE_API_KEY": "sk"})
        clock = self.wire.clock
        self.port: Any = (
            stripe.StripePayments(
                connection, transport=AsyncWire(self.wire), clock=AsyncTwin(clock),
                listener=self.events.append,
            )
            if self.is_async
            else stripe.SyncStripePayments(
                connection, transport=self.wire, clock=clock, listener=self.events.append
            )
        )  # fmt: skip

    def call(self, name: str, **inputs: Any) -> Any:
        found = getattr(self.port, name)(**inputs)
        return asyncio.run(_awaited(found)) if self.is_async else found

    def steps(self, name: str) -> Iterator[Any]:
        """The items of a stream, one by one."""
        found = getattr(self.port, name)()
        if not self.is_async:
            yield from found
            return
        with asyncio.Runner() as runner:
            while True:
                try:
                    yield runner.run(_awaited(anext(found)))
                except StopAsyncIteration:
                    return

    @property
    def keys(self) -> list[list[str]]:
        return [
            [value for name, value in sent.headers if name.lower() == "idempotency-key"]
            for sent in self.wire.sent
        ]


async def _awaited(found: Any) -> Any:
    return await found


def page(*ids: str, more: bool) -> Any:
    data = [{**PAYMENT, "id": one} for one in ids]
    body = {"object": "list", "url": "/", "data": data, "has_more": more}
    return answer(body=json.dumps(body))


@pytest.fixture(params=["sync", "async"])
def desk(request: pytest.FixtureRequest) -> Callable[..., Desk]:
    return lambda *answers, **more: Desk(request.param, *answers, **more)


def test_a_key_is_sent_once_and_is_the_same_in_every_attempt(desk: Any) -> None:
    made = desk(answer(503, "{}"), answer(409, "{}"), answer(body=json.dumps(PAYMENT)))
    assert made.call("create_payment", key="k-1", **PAY).id == "pi_1"
    assert made.keys == [["k-1"]] * 3


def test_a_key_that_is_not_given_is_made_once_for_a_call(desk: Any) -> None:
    good = answer(body=json.dumps(PAYMENT))
    made = desk(answer(503, "{}"), good, good)
    made.call("create_payment", **PAY)
    made.call("create_payment", **PAY)
    [first], [again], [other] = made.keys
    assert first == again != other


def test_an_error_of_the_port_is_no_failure_of_the_vendor_s(desk: Any) -> None:
    made = desk(*[answer(402, REFUSED)] * 40, answer(body=json.dumps(PAYMENT)))
    for number in range(1, 41):
        with pytest.raises(Declined) as caught:
            made.call("create_payment", **PAY)
        assert len(made.wire.sent) == number
        assert (caught.value.code, caught.value.message) == ("no_funds", "no money")
    assert isinstance(made.call("create_payment", **PAY), Payment)


def test_an_error_that_an_operation_does_not_list_is_the_vendor_s(desk: Any) -> None:
    made = desk(answer(402, REFUSED), answer(400, REFUSED))
    with pytest.raises(VendorError) as caught:
        made.call("refund", **REFUND)
    assert (caught.value.status, caught.value.operation) == (402, "refund")
    with pytest.raises(VendorError):
        list(made.steps("list_payments"))


def test_errors_of_the_port_may_be_kept_and_sent(desk: Any) -> None:
    with pytest.raises(Declined) as caught:
        desk(answer(402, REFUSED)).call("create_payment", **PAY)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert (type(again), vars(again), str(again)) == (
            Declined, vars(caught.value), str(caught.value),
        )  # fmt: skip
    paid = desk(answer(body=json.dumps(PAYMENT))).call("create_payment", **PAY)
    assert pickle.loads(pickle.dumps(paid)) == paid == copy.deepcopy(paid)
    assert "12.50 USD" in str(paid.amount) and "pi_1" in repr(paid)


def test_a_write_whose_answer_is_lost_is_told_with_its_key(desk: Any) -> None:
    made = desk(*[TransportFailed("reset", sent=True)] * 9)
    with pytest.raises(OutcomeUnknown) as caught:
        made.call("create_payment", key="k-1", **PAY)
    assert (caught.value.operation, caught.value.key) == ("create_payment", "k-1")
    assert set(map(tuple, made.keys)) == {("k-1",)} and len(made.keys) > 1


def test_the_whole_call_has_a_deadline(desk: Any) -> None:
    with pytest.raises(DeadlineExceeded) as caught:
        desk(*[answer(503, "{}")] * 9, takes=9.0).call("get_payment", payment_id="pi_1")
    assert caught.value.operation == "get_payment"


def test_events_name_the_operation_of_the_port(desk: Any) -> None:
    made = desk(answer(402, REFUSED))
    with pytest.raises(Declined):
        made.call("create_payment", **PAY)
    assert made.events and {event.operation for event in made.events} == {"create_payment"}


def test_a_stream_fails_where_it_fails_and_goes_on(desk: Any) -> None:
    strange = {**PAYMENT, "id": "x", "status": "strange"}
    body = {"object": "list", "url": "/", "has_more": False, "data": [strange, PAYMENT]}
    made = desk(page("a", "b", more=True), answer(400, REFUSED), answer(body=json.dumps(body)))
    found = made.port.list_payments()
    step = (lambda: asyncio.run(_awaited(anext(found)))) if made.is_async else lambda: next(found)
    assert [step().id, step().id] == ["a", "b"]
    with pytest.raises(VendorError):
        step()
    with pytest.raises(MappingFailed) as caught:
        step()
    assert caught.value.operation == "list_payments" and "strange" in str(caught.value)
    assert step().id == "pi_1"


def test_a_stream_that_is_cancelled_leaves_the_client_at_work() -> None:
    made = Desk("async", page("a", more=True), page("b", more=False), page("c", more=False))

    async def scene() -> list[str]:
        found = made.port.list_payments()
        got = [(await anext(found)).id]
        blocked = asyncio.Event()
        made.wire.meanwhile = blocked.wait
        task = asyncio.ensure_future(_awaited(anext(found)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return [*got, (await anext(found)).id, *[one.id async for one in made.port.list_payments()]]

    assert asyncio.run(scene()) == ["a", "b", "c"]


def test_rules_raise_whatever_the_status(tmp_path: Path) -> None:
    """A fault in a 200, and a 503 that means no: neither is repeated."""
    answered = {
        "description": "",
        "content": {"application/json": {"schema": {"type": "object", "properties": {
            "a": {"type": "string"}, "fault": {"type": "object", "properties": {
                "code": {"type": "string"}}}}}}},
    }  # fmt: skip
    paths = {"/": {"get": {"operationId": "read", "responses": {"200": answered}}}}
    shop.write(
        tmp_path,
        port="errors: {Gone: {why: string}}\noperations: {read: {out: string | null, "
        "raises: [Gone]}, look: {out: string | null}}",
        paths=paths,
        operations="  read: {call: read, response: {value: a}}\n"
        "  look: {call: read, response: {value: a}}\n"
        "errors:\n  rules:\n"
        "    - {body.fault.code: {present: true}, then: {raise: Gone, why: fault.code}}\n",
    )
    with shop.adapter(tmp_path) as (kind, connection):
        gone = __import__("made.ports.shop", fromlist=["Gone"]).Gone
        for status in (200, 503, 429):
            wire = Wire(*[answer(status, '{"fault": {"code": "x"}}')] * 2)
            port = kind(connection, transport=wire, clock=Clock())
            with pytest.raises(gone) as caught:
                port.read()
            assert caught.value.why == "x" and len(wire.sent) == 1
            with pytest.raises(VendorError):
                port.look()
            assert len(wire.sent) == 2
