"""Both drivers: what breaker, limits, quota, bulkhead, budget and rules do to calls."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from portwright_runtime import (
    Budget,
    Bulkhead,
    CallOptions,
    Event,
    Limit,
    Observe,
    Outcome,
    Param,
    Queue,
    Retry,
    Rules,
    Verdict,
)
from portwright_runtime.errors import (
    BulkheadFull,
    CircuitOpen,
    ConnectFailed,
    ConnectionLost,
    LimitReached,
    OutcomeUnknown,
    Throttled,
    Unavailable,
    VendorError,
)
from tests.runtime.doubles import EPOCH, Account, Answering, Rig, Wire, answer
from tests.runtime.pipeline import ONCE, QUICK, failing, limited, of, outcome
from tests.runtime.shop import POLICY, ShopThrottled


class TestBudget:
    def test_an_outage_is_not_multiplied(self, rig: Rig) -> None:
        wire = Wire(script=lambda _: answer(503, "{}"))
        policy = replace(POLICY, breaker=None, retry=Retry(budget=Budget(ratio=0.2, cap=10)))
        method = of(rig.client(wire), policy=policy)
        failing(rig, method, 200)
        assert 200 < len(wire.sent) <= 200 * 1.2 + 10

    def test_ends_with_the_error_itself(self, rig: Rig) -> None:
        policy = replace(POLICY, retry=Retry(budget=Budget(ratio=0.0, cap=0)))
        wire = Wire(answer(503, "{}"), ConnectionLost("reset"))
        method = of(rig.client(wire), policy=policy)
        assert isinstance(outcome(rig, method), Unavailable)
        assert isinstance(outcome(rig, method), OutcomeUnknown)
        assert len(wire.sent) == 2


class TestBreaker:
    policy = replace(ONCE, breaker=QUICK)

    def test_opens_and_refuses_at_once_and_asks_again(self, rig: Rig) -> None:
        wire = Wire(*[answer(500, "{}")] * 2, answer())
        method = of(rig.client(wire), policy=replace(self.policy, retry=POLICY.retry))
        first = outcome(rig, method)
        assert isinstance(first, CircuitOpen) and isinstance(first.__cause__, Unavailable)
        opened, slept = rig.clock.time, list(rig.clock.slept)
        assert len(slept) == 1, "there is no sleep before a breaker that is open"
        refused = outcome(rig, method)
        assert isinstance(refused, CircuitOpen) and len(wire.sent) == 2
        assert refused.retry_at and refused.retry_at.timestamp() == pytest.approx(
            EPOCH + opened + 5.0
        )
        assert rig.clock.slept == slept
        rig.clock.time = opened + 5.0
        rig.call(method, amount=5)
        assert len(wire.sent) == 3

    @pytest.mark.parametrize(
        "fault", [answer(500, "{}"), answer(408, "{}"), ConnectFailed("no"), answer(200, "{")]
    )
    def test_counts_what_says_that_the_vendor_is_ill(self, rig: Rig, fault: Answering) -> None:
        wire = Wire(script=lambda _: fault)
        method = of(rig.client(wire), policy=self.policy)
        assert failing(rig, method, 3)[-1] is CircuitOpen

    @pytest.mark.parametrize("status", [400, 401, 404, 409, 422, 429, 302])
    def test_does_not_count_what_does_not(self, rig: Rig, status: int) -> None:
        wire = Wire(script=lambda _: answer(status, "{}"))
        method = of(rig.client(wire), policy=self.policy)
        assert CircuitOpen not in failing(rig, method, 30)

    def test_a_lost_write_stays_unknown_when_it_may_not_be_asked_for_again(self, rig: Rig) -> None:
        wire = Wire(ConnectionLost("reset"), ConnectionLost("reset"))
        policy = replace(POLICY, breaker=replace(QUICK, min_calls=1))
        method = of(rig.client(wire), policy=policy)
        error = outcome(rig, method, options=CallOptions(key="k-1"))
        assert isinstance(error, OutcomeUnknown) and error.key == "k-1"
        assert isinstance(error.__cause__, CircuitOpen) and len(wire.sent) == 1

    def test_is_of_the_connection_or_of_the_operation(self, rig: Rig) -> None:
        for per, shared in (("connection", True), ("operation", False)):
            wire = Wire(script=lambda _: answer(500, "{}"))
            client = rig.client(wire)
            policy = replace(ONCE, breaker=replace(QUICK, per=per))
            failing(rig, of(client, policy=policy), 2)
            other = of(client, policy=policy, name="another")
            assert (type(outcome(rig, other)) is CircuitOpen) == shared

    def test_policies_that_say_the_same_share_it(self, rig: Rig) -> None:
        wire = Wire(script=lambda _: answer(500, "{}"))
        client = rig.client(wire)
        failing(rig, of(client, policy=self.policy), 2)
        longer = replace(self.policy, deadline=99.0, breaker=replace(QUICK))
        assert isinstance(outcome(rig, of(client, policy=longer)), CircuitOpen)

    def test_slow_calls(self, rig: Rig) -> None:
        wire = Wire(script=lambda _: answer())
        client = rig.client(wire)
        breaker = replace(QUICK, slow_after=1.0, slow_rate=0.5)
        method = of(client, policy=replace(ONCE, breaker=breaker))
        wire.takes = iter([1.0, 1.5])
        assert not any(isinstance(outcome(rig, method), Exception) for _ in range(2))
        assert isinstance(outcome(rig, method), CircuitOpen)

    def test_by_hand(self, rig: Rig) -> None:
        client = rig.client(Wire(answer(), answer()))
        rig.call(client.create_refund, amount=5)
        client.isolate()
        for method in (client.create_refund, of(client, policy=self.policy)):
            error = outcome(rig, method)
            assert isinstance(error, CircuitOpen) and error.retry_at is None
        assert set(client.breakers.values()) == {"isolated"}
        client.restore()
        rig.call(client.create_refund, amount=5)


class TestLimits:
    def test_the_next_waits_for_its_turn(self, rig: Rig) -> None:
        client = limited(rig, Wire(*[answer()] * 3), Limit(rate=(1, 2.0)))
        for _ in range(3):
            rig.call(client.create_refund, amount=5)
        assert rig.clock.slept == [2.0, 2.0]

    def test_who_would_wait_too_long_is_refused_now(self, rig: Rig) -> None:
        wire = Wire(answer())
        client = limited(rig, wire, Limit(rate=(1, 9.0), queue=Queue(wait=4.0)))
        rig.call(client.create_refund, amount=5)
        error = outcome(rig, client.create_refund)
        assert isinstance(error, LimitReached) and isinstance(error, Throttled)
        assert not isinstance(error, VendorError)
        assert error.retry_at and error.retry_at.timestamp() == rig.clock.wall() + 9.0
        assert (rig.clock.slept, len(wire.sent)) == ([], 1)

    def test_nobody_waits_past_the_deadline(self, rig: Rig) -> None:
        client = limited(rig, Wire(answer()), Limit(rate=(1, 3.0)))
        rig.call(client.create_refund, amount=5)
        error = outcome(rig, client.create_refund, options=CallOptions(deadline=2.0))
        assert isinstance(error, LimitReached) and rig.clock.slept == []

    def test_retries_count_too(self, rig: Rig) -> None:
        wire = Wire(answer(503, "{}"), answer())
        client = limited(rig, wire, Limit(rate=(1, 3.0)))
        rig.call(client.create_refund, amount=5)
        assert sum(rig.clock.slept) == pytest.approx(3.0)

    def test_are_no_failure_of_the_vendor(self, rig: Rig) -> None:
        client = limited(rig, Wire(*[answer()] * 2), Limit(rate=(1, 9.0)))
        method = of(client, policy=replace(ONCE, breaker=QUICK))
        rig.call(method, amount=5)
        assert set(failing(rig, method, 9)) == {LimitReached}
        rig.clock.time += 9.0
        rig.call(method, amount=5)

    def test_of_another_environment_do_not_apply(self, rig: Rig) -> None:
        @dataclass
        class Live(Account):
            environment: str = "live"

        rig.account = Live()
        limits = (Limit(rate=(1, 9.0), env="test"), Limit(rate=(1, 2.0), env="live"))
        client = limited(rig, Wire(*[answer()] * 2), *limits)
        for _ in range(2):
            rig.call(client.create_refund, amount=5)
        assert rig.clock.slept == [2.0]

    @pytest.mark.parametrize(
        ("per", "waits"), [("operation", 0), ("connection", 1), (Param("charge"), 0)]
    )
    def test_scopes(self, rig: Rig, per: Any, waits: int) -> None:
        client = limited(rig, Wire(*[answer()] * 2), Limit(per=per, rate=(1, 2.0)))
        rig.call(client.create_refund, amount=5, charge="a")
        if isinstance(per, Param):
            rig.call(client.create_refund, amount=5, charge="b")
        else:
            rig.call(client.get_refund, "re_1")
        assert len(rig.clock.slept) == waits

    def test_of_the_app_hold_for_all_its_clients(self, rig: Rig) -> None:
        limit = Limit(per="app", rate=(1, 2.0))
        for client in [limited(rig, Wire(answer()), limit) for _ in range(3)]:
            rig.call(client.create_refund, amount=5)
        assert rig.clock.slept == [2.0, 2.0]

    def test_so_many_at_once(self, rig: Rig) -> None:
        limit = Limit(concurrent=1, queue=Queue(max=0))
        client = limited(rig, wire := Wire(answer(), answer()), limit, Limit(rate=(2, 60.0)))
        found = rig.during(wire, client.create_refund, amount=5)
        rig.call(client.create_refund, amount=5)
        assert isinstance(found[0], LimitReached) and found[0].retry_at is None
        # The token that the refused call had taken has come back.
        rig.call(client.create_refund, amount=5)
        assert (rig.clock.slept, len(wire.sent)) == ([], 2)


def pause_after(rig: Rig, fields: Mapping[str, str], status: int = 429) -> float:
    """Seconds that a second call is held after an answer with these fields."""
    first = answer(status, "{}" if status >= 400 else None, **fields)
    client = limited(rig, Wire(first, answer()), Limit(rate=(9, 1.0), queue=Queue(wait=500.0)))
    method = of(client, policy=replace(ONCE, deadline=900.0))
    outcome(rig, method)
    rig.call(method, amount=5)
    return sum(rig.clock.slept)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("7", 7.0),
        ("-5", 0.0),
        ("tomorrow", 0.0),
        ("", 0.0),
        ("99999999", 60.0),
        ("9" * 10**6, 60.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 60.0),
    ],
)
def test_a_throttle_holds_the_limiter_and_never_for_long(
    rig: Rig, value: str, pause: float
) -> None:
    assert pause_after(rig, {"retry_after": value}) == pause


@pytest.mark.parametrize(
    ("fields", "status", "pause"),
    [
        ({"ratelimit": '"a";r=0;t=3'}, 200, 3.0),
        ({"ratelimit": '"a";r=1;t=3'}, 200, 0.0),
        ({"ratelimit": '"a";r=0;t=-3'}, 200, 0.0),
        ({"ratelimit": '"a";r=0;t=3'}, 429, 3.0),
        ({"ratelimit": '"a";r=0;t=999999999999999'}, 200, 60.0),
        ({"ratelimit_remaining": "0", "ratelimit_reset": "4"}, 200, 4.0),
    ],
)
def test_rate_limit_fields_hold_it_too(
    rig: Rig, fields: dict[str, str], status: int, pause: float
) -> None:
    assert pause_after(rig, fields, status) == pause


def test_a_throttled_retry_waits_for_what_the_rate_limit_field_says(rig: Rig) -> None:
    wire = Wire(answer(429, "{}", ratelimit='"a";r=0;t=6'), answer())
    rig.call(rig.client(wire).create_refund, amount=5)
    assert rig.clock.slept == [6.0]


class TestQuota:
    limit = Limit(quota=(100, 3600.0), reserve=0.1, observe=Observe(header="X-Usage"))

    def test_is_learnt_from_answers(self, rig: Rig) -> None:
        wire = Wire(answer(x_usage="api=89/100"), answer(x_usage="api=90/100"))
        client = limited(rig, wire, self.limit)
        for _ in range(2):
            rig.call(client.create_refund, amount=5)
        error = outcome(rig, client.create_refund)
        assert isinstance(error, LimitReached) and error.retry_at
        assert error.retry_at.timestamp() == rig.clock.wall() + 150.0
        assert len(wire.sent) == 2 and "quota" in str(error)

    def test_is_used_up_when_a_rule_says_so(self, rig: Rig) -> None:
        verdict = Verdict(Outcome.THROTTLE, until="quota_reset")
        rules = Rules(judge=lambda status, _h, _b: verdict if status == 403 else None)
        wire = Wire(answer(403, "{}"))
        client = limited(rig, wire, self.limit)
        method = of(client, classify=rules, policy=ONCE)
        assert isinstance(outcome(rig, method), ShopThrottled)
        assert isinstance(outcome(rig, method), LimitReached) and len(wire.sent) == 1


class TestBulkhead:
    def test_refuses_and_gives_back_what_was_taken(self, rig: Rig) -> None:
        client = limited(rig, wire := Wire(answer(), answer()), Limit(rate=(2, 60.0)))
        method = of(client, policy=replace(ONCE, bulkhead=Bulkhead(concurrent=1, queue=0)))
        found = rig.during(wire, method, amount=5)
        rig.call(method, amount=5)
        assert isinstance(found[0], BulkheadFull) and wire.sent
        rig.call(method, amount=5)
        assert (rig.clock.slept, len(wire.sent)) == ([], 2)


def test_a_listener_hears_of_waits_refusals_and_states(rig: Rig) -> None:
    events: list[Event] = []
    wire = Wire(answer(500, "{}"), answer(500, "{}"))
    limit = Limit(rate=(1, 2.0), queue=Queue(wait=4.0))
    client = limited(rig, wire, limit, listener=events.append)
    method = of(client, policy=replace(ONCE, breaker=QUICK))
    failing(rig, method, 3)
    told = [(e.kind, e.stage, e.outcome, e.seconds) for e in events if e.stage]
    assert told == [
        ("wait", "limiter", "", 2.0),
        ("state", "breaker", "open", 0.0),
        ("refused", "breaker", "refused", 5.0),
    ]
