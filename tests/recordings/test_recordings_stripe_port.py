"""Real Stripe traffic, recorded by another client, in the port's terms through the adapter.

Every success of an operation that the port has is decoded and mapped. Where the recorded request
has nothing that the port cannot say, the adapter's own request is compared with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from portwright_harness.bind import Bound, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.levels import l1
from portwright_harness.path_match import match_path
from portwright_harness.play import MODES, Outcome, play
from portwright_harness.ready import make_ready
from portwright_harness.recording import Interaction
from portwright_harness.replay import Tape
from portwright_harness.scenario import Call, Scenario
from portwright_harness.vendor import Vendor
from portwright_runtime import Money
from portwright_runtime.errors import MappingFailed
from tests.recordings import driving

# What a call of each operation needs, whatever was recorded: for answers alone.
INPUTS: Mapping[str, dict[str, Any]] = {
    "capture_payment": {"payment_id": "pi_1"},
    "create_customer": {},
    "create_payment": {
        "order_id": "o-1",
        "amount": "1 USD",
        "capture": "at_once",
        "method_token": "pm_1",
    },
    "get_customer": {"customer_id": "cus_1"},
    "get_payment": {"payment_id": "pi_1"},
    "refund": {"payment_id": "pi_1", "reason": "duplicate"},
    "update_customer": {"customer_id": "cus_1"},
}
# What the port can say of the vendor's arguments, by the names that it has for them.
SAYABLE: Mapping[str, Mapping[str, str]] = {
    "capture_payment": {"intent": "payment_id"},
    "create_customer": {"name": "name", "email": "email", "phone": "phone"},
    "get_customer": {"customer": "customer_id"},
    "get_payment": {"intent": "payment_id"},
    "update_customer": {"customer": "customer_id", "name": "name", "email": "email"},
}
# How often each operation of the port succeeded in the recordings, and how often it can be said.
MAPPED = {
    "capture_payment": 1,
    "create_customer": 19,
    "create_payment": 4,
    "get_customer": 10,
    "get_payment": 6,
    "refund": 2,
    "update_customer": 21,
}
SAID = {"capture_payment": 1, "create_customer": 19, "get_customer": 10, "get_payment": 6}
# It asks for more of the answer than the port has, and says nothing of what is to be done.
EXPAND = re.compile(r"expand(?:\[\d*\]|%5B\d*%5D)?=[^&]*(?:&|$)")


@dataclass(frozen=True)
class Recorded:
    path: Path
    operation: str
    item: Interaction

    def scenario(self, vendor: Vendor, inputs: Mapping[str, Any]) -> Scenario:
        call = Call(self.operation, inputs, None, vendor.adapted(self.operation))
        return Scenario(vendor, self.operation, self.path, [self.item], (call,), "recording")


@pytest.fixture(scope="module")
def stripe() -> Vendor:
    return driving.vendor("stripe")


@pytest.fixture(scope="module")
def successes(stripe: Vendor) -> list[Recorded]:
    """Every recorded success of an operation that the port has."""
    files = sorted((driving.SHARED / "stripe").glob("*.yaml"))
    if not files:
        pytest.skip("no recordings of Stripe beside this checkout: 63 answers not mapped")
    return [
        Recorded(path, operation, item)
        for path in files
        for item in read_cassette(path).interactions
        if item.response.status < 400
        for operation in of_port(stripe, item)
    ]


def of_port(vendor: Vendor, item: Interaction) -> list[str]:
    assert vendor.manifest.adapter is not None
    known = vendor.manifest.adapter.operations
    found = match_path(vendor.manifest, item.request.method, item.request.url)
    return [match.operation for match in found if match.operation in known]


def outcomes(vendor: Vendor, recorded: Recorded) -> list[Outcome]:
    """What the adapter makes of the recorded answer, in both forms."""
    ready = make_ready(recorded.scenario(vendor, INPUTS[recorded.operation]))
    tapes = [(mode, Tape([recorded.item])) for mode in MODES]
    played = [play(ready, tape, mode, tape, compare=False) for mode, tape in tapes]
    return [outcome for result in played for outcome in result.outcomes]


def test_every_success_of_an_operation_of_the_port_is_mapped(
    stripe: Vendor, successes: list[Recorded], record_property: pytest.RecordProperty
) -> None:
    for recorded in successes:
        document = json.loads(recorded.item.response.body)
        found = outcomes(stripe, recorded)
        assert [outcome.error for outcome in found] == [None, None], recorded
        for outcome in found:
            check(outcome.value, document)
    said = f"Stripe recordings in the port's terms: {len(successes)} answers mapped"
    record_property("line", said)
    assert Counter(recorded.operation for recorded in successes) == MAPPED


def check(value: Any, document: dict[str, Any]) -> None:
    """What can be told of the result without another mapping."""
    assert value.id == document["id"]
    assert int(value.created_at.timestamp()) == document["created"]
    if hasattr(value, "amount"):
        assert value.amount == Money.of_minor(document["amount"], document["currency"])
    for name in ("name", "email", "phone"):
        if hasattr(value, name):
            assert getattr(value, name) == document[name]


def test_what_the_port_can_say_is_sent_as_it_was_recorded(
    stripe: Vendor, successes: list[Recorded], record_property: pytest.RecordProperty
) -> None:
    said = [item for item in successes if inputs_of(stripe, item) is not None]
    for recorded in said:
        assert sent(stripe, recorded, inputs_of(stripe, recorded) or {}) == []
    whole = [item for item in said if unexpanded(item.item) == item.item]
    text = (
        f"{len(said)} requests equal ({len(said) - len(whole)} but for `expand`), "
        f"{len(successes) - len(said)} say what the port cannot"
    )
    record_property("line", f"Stripe recordings in the port's terms: {text}")
    assert Counter(recorded.operation for recorded in said) == SAID


def inputs_of(vendor: Vendor, recorded: Recorded) -> dict[str, Any] | None:
    """The inputs of the port that a recorded request stands for; None if it says more."""
    names = SAYABLE.get(recorded.operation, {})
    bound = bind(vendor.manifest, unexpanded(recorded.item).request, prefer=recorded.operation)
    if not isinstance(bound, Bound) or not bound.arguments.keys() <= names.keys():
        return None
    return {names[name]: value for name, value in bound.arguments.items()}


def unexpanded(item: Interaction) -> Interaction:
    """The interaction without `expand` in its request."""
    body = EXPAND.sub("", (item.request.body or b"").decode()).removesuffix("&").encode()
    url = EXPAND.sub("", item.request.url).rstrip("?&")
    return replace(item, request=replace(item.request, url=url, body=body or None))


def sent(vendor: Vendor, recorded: Recorded, inputs: Mapping[str, Any]) -> list[str]:
    """How the adapter's request differs; the version of the API is the connection's to say."""
    item = unexpanded(recorded.item)
    headers = tuple(
        (name, "2022-11-15" if name == "Stripe-Version" else value)
        for name, value in item.request.headers
    )
    item = replace(item, request=replace(item.request, headers=headers))
    scenario = replace(recorded, item=item).scenario(vendor, inputs)
    return [problem.text for problem in l1.check(scenario).problems]


def test_another_request_and_an_answer_that_cannot_be_mapped_are_told(
    stripe: Vendor, successes: list[Recorded]
) -> None:
    recorded = next(item for item in successes if item.operation == "get_payment")
    [told] = sent(stripe, recorded, {"payment_id": "pi_other"})
    assert "pi_other" in told
    document = {**json.loads(recorded.item.response.body), "currency": "nothing"}
    response = replace(recorded.item.response, body=json.dumps(document).encode())
    changed = replace(recorded, item=replace(recorded.item, response=response))
    found = outcomes(stripe, changed)
    assert [type(outcome.error) for outcome in found] == [MappingFailed, MappingFailed]
