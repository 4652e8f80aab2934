"""Both drivers: attempts, keys, deadlines, lost answers, leases and events."""

import asyncio
import inspect
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portwright_runtime import CallOptions, Idempotent, Response, Unsafe, WireRequest
from portwright_runtime.errors import (
    AnswerTooLarge,
    AttemptTimeout,
    ConfigurationError,
    ConnectFailed,
    ConnectionLost,
    DeadlineExceeded,
    DecodeFailed,
    NotFound,
    OutcomeUnknown,
    PortwrightError,
    Throttled,
    Unavailable,
)
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.safety import Safety
from tests.runtime.doubles import Answering, AsyncWire, Rig, Wire, answer, fields_of
from tests.runtime.shop import Refund, Shop


def refused() -> ConnectFailed:
    return ConnectFailed("connection refused")


def lost() -> ConnectionLost:
    return ConnectionLost("reset by peer")


def of_safety(client: Any, safety: Safety) -> Any:
    """The client's create_refund, under another safety."""
    spec = replace(Shop.create_refund.spec, safety=safety)
    bound = client.create_refund
    kind = type(bound._definition)
    return type(bound)(kind(spec, bound._definition.build), client)


def keys(wire: Wire) -> set[str]:
    return {fields_of(request)["Idempotency-Key"] for request in wire.sent}


def test_a_call(rig: Rig) -> None:
    wire = Wire(answer(request_id="r-1"), answer(request_id="r-1"))
    client = rig.client(wire)
    assert rig.call(client.create_refund, amount=5) == Refund("re_1", 5)
    response = rig.call(client.create_refund.raw, amount=5)
    assert isinstance(response, Response)
    assert (response.status, response.request_id, response.value) == (200, "r-1", Refund("re_1", 5))
    assert wire.sent[0].body == b"amount=5"
    assert len(keys(wire)) == 2


def test_a_transient_fault_is_tried_again_under_the_same_key(rig: Rig) -> None:
    wire = Wire(refused(), lost(), answer())
    rig.call(rig.client(wire, rng=random.Random(1)).create_refund, amount=5)
    assert len(wire.sent) == 3 and len(keys(wire)) == 1
    assert len({request.body for request in wire.sent}) == 1
    assert len(rig.clock.slept) == 2
    assert rig.clock.slept[0] <= 0.5 and rig.clock.slept[1] <= 1.0


def test_the_callers_own_key_goes_with_every_attempt(rig: Rig) -> None:
    wire = Wire(answer(503, "{}"), answer())
    client = rig.client(wire, new_key=lambda: pytest.fail("a key was minted"))
    rig.call(client.create_refund, amount=5, options=CallOptions(key="cmd-42"))
    assert keys(wire) == {"cmd-42"} and len(wire.sent) == 2


def test_attempts_end(rig: Rig) -> None:
    wire = Wire(*[answer(500, "{}") for _ in range(9)])
    with pytest.raises(Unavailable):
        rig.call(rig.client(wire).get_refund, "re_1")
    assert len(wire.sent) == 3


def test_what_the_vendor_rejects_is_not_tried_again(rig: Rig) -> None:
    wire = Wire(answer(404, "{}"))
    with pytest.raises(NotFound):
        rig.call(rig.client(wire).get_refund, "re_1")
    assert len(wire.sent) == 1 and rig.clock.slept == []


def test_a_body_that_does_not_parse_is_not_tried_again(rig: Rig) -> None:
    wire = Wire(answer(200, "{"))
    with pytest.raises(DecodeFailed):
        rig.call(rig.client(wire).create_refund, amount=5)
    assert len(wire.sent) == 1


class TestUnsafeWrites:
    def test_connection_refused_is_tried_again(self, rig: Rig) -> None:
        wire = Wire(refused(), answer(429, "{}"), answer())
        rig.call(of_safety(rig.client(wire), Unsafe()), amount=5)
        assert len(wire.sent) == 3

    @pytest.mark.parametrize("fault", [lost(), AttemptTimeout("slow")])
    def test_a_lost_answer_leaves_the_outcome_unknown(self, rig: Rig, fault: Exception) -> None:
        wire = Wire(fault, answer())
        with pytest.raises(OutcomeUnknown) as caught:
            rig.call(of_safety(rig.client(wire), Unsafe()), amount=5)
        assert len(wire.sent) == 1
        assert caught.value.key is None and caught.value.__cause__ is fault

    def test_an_answer_is_an_outcome(self, rig: Rig) -> None:
        wire = Wire(answer(503, "{}"), answer())
        with pytest.raises(Unavailable):
            rig.call(of_safety(rig.client(wire), Unsafe()), amount=5)
        assert len(wire.sent) == 1


class TestLostAnswers:
    def test_of_a_keyed_write_carry_the_key(self, rig: Rig) -> None:
        wire = Wire(lost(), lost(), lost())
        with pytest.raises(OutcomeUnknown) as caught:
            rig.call(rig.client(wire).create_refund, amount=5)
        assert keys(wire) == {caught.value.key} and len(wire.sent) == 3

    @pytest.mark.parametrize("last", [refused(), answer(429, "{}"), answer(500, "{}")])
    def test_are_not_made_good_by_an_answer_that_says_nothing(
        self, rig: Rig, last: Answering
    ) -> None:
        wire = Wire(lost(), lost(), last)
        with pytest.raises(OutcomeUnknown):
            rig.call(of_safety(rig.client(wire), Idempotent()), amount=5)

    def test_are_made_good_by_one_that_does(self, rig: Rig) -> None:
        wire = Wire(lost(), answer(404, "{}"))
        with pytest.raises(NotFound):
            rig.call(rig.client(wire).create_refund, amount=5)

    def test_of_a_read_are_what_they_are(self, rig: Rig) -> None:
        wire = Wire(lost(), lost(), lost())
        with pytest.raises(ConnectionLost) as caught:
            rig.call(rig.client(wire).get_refund, "re_1")
        assert str(caught.value) == "get_refund: reset by peer"

    def test_too_large_ones_are_not_asked_for_again(self, rig: Rig) -> None:
        wire = Wire(AnswerTooLarge("over 1 bytes"))
        with pytest.raises(AnswerTooLarge):
            rig.call(rig.client(wire).get_refund, "re_1")


class TestRetryAfter:
    def test_is_waited_for(self, rig: Rig) -> None:
        wire = Wire(answer(429, "{}", retry_after="7"), answer())
        rig.call(rig.client(wire).create_refund, amount=5)
        assert rig.clock.slept == [7.0]

    def test_over_its_cap_fails_now(self, rig: Rig) -> None:
        wire = Wire(answer(429, "{}", retry_after="61"))
        with pytest.raises(Throttled) as caught:
            rig.call(rig.client(wire).create_refund, amount=5, options=CallOptions(deadline=1e6))
        assert caught.value.retry_at is not None
        assert caught.value.retry_at.timestamp() == pytest.approx(rig.clock.wall() + 61)
        assert rig.clock.slept == [] and len(wire.sent) == 1

    def test_past_the_deadline_fails_now(self, rig: Rig) -> None:
        wire = Wire(answer(429, "{}", retry_after="30"))
        with pytest.raises(DeadlineExceeded) as caught:
            rig.call(rig.client(wire).create_refund, amount=5)
        assert isinstance(caught.value.__cause__, Throttled)
        assert rig.clock.slept == [] and caught.value.attempts == 1


class TestDeadlines:
    def test_clamp_each_attempt(self, rig: Rig) -> None:
        wire = Wire(refused(), refused(), answer())
        client = rig.client(wire, rng=random.Random(0))
        wire.takes = iter([7.0, 7.0, 0.0])
        rig.call(client.get_refund, "re_1")
        first, second, third = wire.sent
        assert (first.timeout, first.connect_timeout) == (8.0, 2.0)
        assert second.timeout == 8.0
        assert 0 < third.timeout < 8.0
        assert {request.deadline for request in wire.sent} == {120.0}

    def test_of_the_call_itself(self, rig: Rig) -> None:
        wire = Wire(answer())
        rig.call(rig.client(wire).get_refund, "re_1", options=CallOptions(deadline=1.5))
        sent = wire.sent[0]
        assert (sent.timeout, sent.connect_timeout, sent.deadline) == (1.5, 1.5, 101.5)

    def test_that_have_passed_send_nothing(self, rig: Rig) -> None:
        wire = Wire(answer())
        with pytest.raises(DeadlineExceeded):
            rig.call(rig.client(wire).create_refund, amount=5, options=CallOptions(deadline=0))
        assert wire.sent == []

    def test_that_pass_while_an_attempt_runs(self, rig: Rig) -> None:
        wire = Wire(AttemptTimeout("slow"))
        client = rig.client(wire)
        wire.takes = iter([1.0])
        with pytest.raises(DeadlineExceeded) as caught:
            rig.call(client.get_refund, "re_1", options=CallOptions(deadline=1))
        assert isinstance(caught.value.__cause__, AttemptTimeout)

    def test_that_pass_while_a_write_runs_leave_the_outcome_unknown(self, rig: Rig) -> None:
        wire = Wire(AttemptTimeout("slow"))
        client = rig.client(wire)
        wire.takes = iter([1.0])
        with pytest.raises(OutcomeUnknown) as caught:
            options = CallOptions(deadline=1, key="k-1")
            rig.call(client.create_refund, amount=5, options=options)
        assert caught.value.key == "k-1"


ANSWERS = st.sampled_from(["ok", "refused", "lost", "slow", "429", "500", "404"])


def made(word: str) -> Answering:
    table: dict[str, Answering] = {
        "ok": answer(),
        "refused": refused(),
        "lost": lost(),
        "slow": AttemptTimeout("slow"),
    }
    return table[word] if word in table else answer(int(word), "{}", retry_after="1")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    words=st.lists(ANSWERS, min_size=9, max_size=9),
    safety=st.sampled_from([Idempotent(), Unsafe(), None]),
    takes=st.lists(st.floats(0, 9), min_size=9, max_size=9),
    seed=st.integers(0, 99),
)
def test_amplification_is_bounded_and_nothing_sleeps_past_the_deadline(
    rig: Rig, *, words: list[str], safety: Safety | None, takes: list[float], seed: int
) -> None:
    rig = Rig(rig.kind)
    wire = Wire(*map(made, words))
    client = rig.client(wire, rng=random.Random(seed))
    wire.takes = iter(takes)
    method = of_safety(client, safety) if safety else client.create_refund
    problem: PortwrightError | None = None
    try:
        rig.call(method, amount=5)
    except PortwrightError as error:
        problem = error
    assert len(wire.sent) <= 3
    used = words[: len(wire.sent)]
    if problem is None:
        assert used[-1] == "ok"
    if isinstance(safety, Unsafe):
        assert not {"lost", "slow", "500"} & set(used[:-1])
    if {"lost", "slow"} & set(used) and problem and used[-1] != "404":
        assert isinstance(problem, OutcomeUnknown)
    assert all(request.timeout > 0 for request in wire.sent)
    assert sum(rig.clock.slept) < 20.0
    assert len(keys(wire)) <= 1 if safety is None else True


class Gate:
    """Admits everyone, or refuses; keeps what was released, with the outcome."""

    def __init__(self, log: list[str], name: str, *, refuses: bool = False) -> None:
        self.log, self.name, self.refuses = log, name, refuses

    def admit(self, operation: str, deadline: Deadline) -> "Gate":
        if self.refuses:
            raise PortwrightError("full")
        self.log.append(f"+{self.name}")
        return self

    def release(self, outcome: Outcome, now: float) -> None:
        self.log.append(f"-{self.name} {outcome.value}")


class AsyncGate:
    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def admit(self, operation: str, deadline: Deadline) -> Gate:
        return self._gate.admit(operation, deadline)


def guarded(rig: Rig, wire: Wire, *gates: Gate) -> Any:
    client = rig.client(wire)
    client._gates = gates if rig.kind == "sync" else tuple(map(AsyncGate, gates))
    return client


class TestGates:
    def test_admit_every_attempt_in_order_and_are_released_once(self, rig: Rig) -> None:
        log: list[str] = []
        wire = Wire(answer(500, "{}"), lost(), answer())
        client = guarded(rig, wire, Gate(log, "a"), Gate(log, "b"))
        rig.call(client.create_refund, amount=5)
        outcomes = ("unavailable", "retry", "success")
        assert log == [step for o in outcomes for step in ("+a", "+b", f"-b {o}", f"-a {o}")]

    def test_that_refuse_give_back_what_earlier_ones_took(self, rig: Rig) -> None:
        log: list[str] = []
        wire = Wire(answer())
        client = guarded(rig, wire, Gate(log, "a"), Gate(log, "b", refuses=True))
        with pytest.raises(PortwrightError, match="full"):
            rig.call(client.create_refund, amount=5)
        assert log == ["+a", "-a refused"] and wire.sent == []

    def test_are_released_when_something_breaks(self, rig: Rig) -> None:
        log: list[str] = []
        client = guarded(rig, Wire(RuntimeError("bug")), Gate(log, "a"))
        with pytest.raises(RuntimeError):
            rig.call(client.create_refund, amount=5)
        assert log == ["+a", "-a unreadable"]


def test_a_cancelled_call_releases_and_is_not_tried_again() -> None:
    log: list[str] = []

    class Never(AsyncWire):
        async def send(self, request: WireRequest) -> Any:
            log.append("send")
            await asyncio.Event().wait()

    async def cancelled() -> None:
        client = Rig("async").client(Wire())
        client._transport = Never(Wire())
        client._gates = (AsyncGate(Gate(log, "a")),)
        task = asyncio.ensure_future(client.create_refund(amount=5))
        while "send" not in log:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert log == ["+a", "send", "-a cancelled"]


def test_arguments_that_make_no_request_send_nothing(rig: Rig) -> None:
    wire = Wire(answer())
    with pytest.raises(ConfigurationError):
        rig.call(rig.client(wire).get_refund, "..")
    assert wire.sent == []


def test_a_transport_that_was_handed_in_stays_open(rig: Rig) -> None:
    wire = Wire(answer())

    async def used(client: Any) -> None:
        async with client as same:
            assert same is client

    client = rig.client(wire)
    if rig.kind == "async":
        asyncio.run(used(client))
    else:
        with client as same:
            assert same is client
    assert wire.closed == 0
    client._owns_transport = True
    rig.call(client.aclose if rig.kind == "async" else client.close)
    assert wire.closed == 1


def test_a_bound_method_is_documented_as_its_definition(rig: Rig) -> None:
    client = rig.client(Wire())
    assert inspect.getdoc(client.create_refund) == "Create a refund."
    assert "One operation on one client" in (type(client.create_refund).__doc__ or "")
