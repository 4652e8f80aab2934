"""Both drivers when a vendor rejects a token, and when no other comes."""

from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import (
    Budget,
    Idempotent,
    Keyed,
    Policy,
    Retry,
    Unsafe,
    WireRequest,
    WireResponse,
)
from portwright_runtime.errors import (
    AuthFailed,
    AuthUnavailable,
    ConnectionLost,
    OutcomeUnknown,
    TokenStoreFailed,
    VendorError,
)
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.rules import Rules, Verdict
from tests.runtime.auth_cases import FailingStore, client_of
from tests.runtime.doubles import Account, Answering, Rig, Wire, answer, fields_of
from tests.runtime.pipeline import of
from tests.runtime.shop import Shop
from tests.runtime.test_runtime_calls import of_safety
from tests.runtime.vendor import (
    Vendor,
    authorization_code,
    client_credentials,
)

SAFETIES = [Unsafe(), Idempotent(), Keyed(header="Idempotency-Key")]


@pytest.mark.parametrize("safety", SAFETIES, ids=lambda safety: type(safety).__name__)
def test_a_rejected_token_is_renewed_once_whatever_the_safety(rig: Rig, safety: Any) -> None:
    vendor = Vendor()
    client = client_of(rig, client_credentials(), vendor)
    rig.call(client.create_refund, amount=1)
    vendor.revoke()
    rig.call(of_safety(client, safety), amount=5)
    assert len(vendor.asked) == 2 and len(vendor.calls) == 3
    assert vendor.calls[1].body == vendor.calls[2].body == b"amount=5"
    assert fields_of(vendor.calls[1]).get("idempotency-key") == fields_of(vendor.calls[2]).get(
        "idempotency-key"
    )


def test_a_renewal_spends_no_attempt(rig: Rig) -> None:
    policy = Policy(deadline=30.0, retry=Retry(attempts=1))
    vendor = Vendor()
    client = client_of(rig, client_credentials(), vendor)
    rig.call(client.create_refund)
    vendor.revoke()
    bound = client.create_refund
    spec = replace(Shop.create_refund.spec, policy=policy)
    once = type(bound)(type(bound._definition)(spec, bound._definition.build), client)
    rig.call(once)
    assert len(vendor.calls) == 3 and sum(rig.clock.slept) == 0.0


def test_a_vendor_that_always_says_401_is_asked_once_more_and_no_more(rig: Rig) -> None:
    vendor = Vendor()
    issue = vendor.issue

    def useless(request: WireRequest) -> WireResponse:
        said = issue(request)
        vendor.revoke()
        return said

    vendor.issue = useless  # type: ignore[method-assign]
    client = client_of(rig, client_credentials(), vendor)
    for calls, asked in ((2, 2), (3, 2), (4, 2)):
        with pytest.raises(AuthFailed) as caught:
            rig.call(client.create_refund)
        assert caught.value.status == 401 and caught.value.code == "expired"
        assert (len(vendor.calls), len(vendor.asked)) == (calls, asked)
    rig.clock.time += 1.0
    with pytest.raises(AuthFailed):
        rig.call(client.create_refund)
    assert len(vendor.asked) == 3


def test_only_the_declared_statuses_renew(rig: Rig) -> None:
    vendor = Vendor()
    client = client_of(rig, client_credentials(reauth_on=(403,)), vendor)
    rig.call(client.create_refund)
    vendor.revoke()
    with pytest.raises(AuthFailed):
        rig.call(client.create_refund)
    assert len(vendor.asked) == 1


def test_a_static_key_is_not_tried_twice(rig: Rig) -> None:
    wire = Wire(answer(401, "{}"))
    with pytest.raises(AuthFailed):
        rig.call(rig.client(wire).create_refund)
    assert len(wire.sent) == 1


def test_a_401_after_a_lost_answer_does_not_hide_what_is_unknown(rig: Rig) -> None:
    """The renewed attempt is under the same key, so its answer is the truth."""
    script = iter([None, ConnectionLost("reset"), answer(401, "{}"), None, answer()])
    vendor = Vendor()

    def play(request: WireRequest) -> Answering:
        said = next(script)
        return vendor(request) if said is None else said

    rig.call(client_of(rig, client_credentials(), play).create_refund, amount=5)
    assert len(vendor.asked) == 2


def test_an_outage_of_the_token_endpoint_is_not_amplified(rig: Rig) -> None:
    vendor = Vendor(*[answer(503, "{}")] * 2000)
    client = client_of(rig, client_credentials(), vendor)
    began = rig.clock.time
    for _ in range(500):
        with pytest.raises(AuthUnavailable):
            rig.call(client.create_refund)
        rig.clock.time += 0.02
    passed = rig.clock.time - began
    assert vendor.calls == [] and len(vendor.asked) <= 2 + 6 + 1 + passed / 60.0


def test_a_retry_without_credentials_is_paid_for(rig: Rig) -> None:
    vendor = Vendor(*[answer(503, "{}")] * 99)
    retry = Retry(attempts=3, budget=Budget(ratio=0.0, cap=3))
    call = of(client_of(rig, client_credentials(), vendor), policy=Policy(retry=retry))
    waits = []
    for _ in range(4):
        with pytest.raises(AuthUnavailable):
            rig.call(call)
        waits.append(len(rig.clock.slept))
    # Two retries, one, and then none.
    assert waits == [2, 3, 3, 3]


def ruled(client: Any, safety: Any, outcome: Outcome | None) -> Any:
    """The client's create_refund under a safety, and a rule for every answer but a 200 of 5."""
    rules = Rules(
        judge=lambda status, headers, body: (
            None if outcome is None or status == 200 else Verdict(outcome)
        )
    )
    bound = of_safety(client, safety)
    spec = replace(bound.spec, classify=rules)
    return type(bound)(type(bound._definition)(spec, bound._definition.build), client)


RULED = [
    (401, Outcome.REAUTH, Unsafe(), True),
    (401, None, Unsafe(), True),
    (401, Outcome.AUTH_FAILED, Unsafe(), False),
    (400, Outcome.REAUTH, Idempotent(), True),
    (400, Outcome.REAUTH, Unsafe(), False),
    (500, Outcome.REAUTH, Unsafe(), False),
]


@pytest.mark.parametrize(("status", "outcome", "safety", "again"), RULED)
def test_a_rule_renews_but_does_not_override_safety(
    rig: Rig, status: int, outcome: Outcome | None, safety: Any, again: bool
) -> None:
    vendor = Vendor()
    said = iter([answer(status, "{}")])

    def play(request: WireRequest) -> Answering:
        if request.url == vendor.url:
            return vendor(request)
        return next(said, None) or vendor(request)

    client = client_of(rig, client_credentials(), play)
    call = ruled(client, safety, outcome)
    if again:
        rig.call(call)
    else:
        with pytest.raises(VendorError):
            rig.call(call)
    assert len(vendor.calls) == again
    rig.call(client.create_refund)
    # What the rule calls a matter of credentials is one, whether the call may go on or not.
    assert len(vendor.asked) == 2 - (outcome is Outcome.AUTH_FAILED)


LOST_THEN = [
    (ConnectionLost("reset"), [answer(400, '{"error":"invalid_grant"}')]),
    (ConnectionLost("reset"), [answer(503, "{}"), answer(503, "{}")]),
]


@pytest.mark.parametrize(("lost", "answers"), LOST_THEN)
def test_no_credentials_after_a_lost_answer_leave_it_unknown(
    rig: Rig, lost: Answering, answers: list[Answering]
) -> None:
    vendor = Vendor(None, *answers, expires_in=1)
    rig.account = Account(auth=client_credentials())
    sends = iter([None, lost])
    wire = Wire(script=lambda request: next(sends, None) or vendor(request))
    client = rig.client(wire)
    wire.takes = iter([0.0, 1.0, *[0.0] * 9])
    with pytest.raises(OutcomeUnknown):
        rig.call(client.create_refund, amount=5)
    assert vendor.calls == []


def test_a_store_that_fails_after_a_lost_answer_leaves_it_unknown(rig: Rig) -> None:
    store, vendor = FailingStore(), Vendor(expires_in=1)
    store.full = False
    rig.account = Account(auth=authorization_code(store=store))

    def play(request: WireRequest) -> Answering:
        if request.url == vendor.url:
            return vendor(request)
        store.full = True
        return ConnectionLost("reset")

    wire = Wire(script=play)
    client = rig.client(wire)
    wire.takes = iter([0.0, 1.0, *[0.0] * 9])
    with pytest.raises(OutcomeUnknown) as caught:
        rig.call(client.create_refund, amount=5)
    assert isinstance(caught.value.__cause__, TokenStoreFailed)


def test_a_renewal_leaves_all_attempts(rig: Rig) -> None:
    """Of two attempts, both are there for what fails otherwise."""
    vendor = Vendor()
    said = iter([answer(401, "{}"), answer(503, "{}")])

    def play(request: WireRequest) -> Answering:
        if request.url == vendor.url:
            return vendor(request)
        return next(said, None) or vendor(request)

    client = client_of(rig, client_credentials(), play)
    bound = client.create_refund
    spec = replace(bound.spec, policy=Policy(retry=Retry(attempts=2)))
    rig.call(type(bound)(type(bound._definition)(spec, bound._definition.build), client))
    assert len(vendor.asked) == 2 and len(vendor.calls) == 1
