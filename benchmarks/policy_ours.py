"""Our policies: through the real driver, through the gates alone, and core by core."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import methodcaller
from typing import Any

from benchmarks.canned import CannedAsync, CannedSync, answer
from benchmarks.policy_subject import Pair, Plain, Subject, nothing
from benchmarks.wide import RATE, WIDE, WideStripe, WideSyncStripe
from generated.stripe import StripeConnection, models
from portwright_runtime import (
    Answer,
    AsyncClient,
    Breaker,
    Budget,
    Bulkhead,
    Headers,
    NoAuth,
    OperationSpec,
    Policy,
    Read,
    Request,
    Retry,
    Secret,
    SyncClient,
    WireRequest,
    WireResponse,
    operation,
)
from portwright_runtime._async.clock import AsyncSystemClock
from portwright_runtime._async.gatekeeper import AsyncGatekeeper
from portwright_runtime._sync.clock import SyncSystemClock
from portwright_runtime._sync.gatekeeper import SyncGatekeeper
from portwright_runtime.gates.health import Health
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.limiter import RateLimiter

ALL = "all policies"
DECODED = "all policies and decoding"
TYPED = "whole typed call"
_ON = Policy()
_OFF = Policy(retry=Retry(attempts=1, budget=None), breaker=None, bulkhead=None)
_EMPTY = WireResponse(204, Headers(()), b"")
_REQUEST = WireRequest("GET", "https://api.example.com/", (), None, 2.0, 8.0, 0.0)
_INTENT: Mapping[str, Any] = {"intent": "pi_3Bench0000000000000001", "expand": ["latest_charge"]}


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A connection that needs nothing."""

    base_url: str = "https://api.example.com"
    headers: dict[str, str] = field(default_factory=dict)
    auth: NoAuth = field(default_factory=NoAuth)


def _spec(policy: Policy, kind: Any, status: str) -> OperationSpec[Any]:
    return OperationSpec(
        name="look",
        method="GET",
        path="/look",
        policy=policy,
        safety=Read(),
        answers=(Answer(status, kind),),
    )


class Operations:
    """The least that an operation can be, with all policies and with none."""

    @operation(_spec(_ON, None, "204"))
    def on(self) -> Request:
        return Request()

    @operation(_spec(_OFF, None, "204"))
    def off(self) -> Request:
        return Request()

    @operation(_spec(_ON, models.PaymentIntent, "200"))
    def decoded(self) -> Request:
        return Request()

    @operation(_spec(_OFF, None, "200"))
    def undecoded(self) -> Request:
        return Request()


class Sync(Operations, SyncClient):
    limits = WIDE


class SyncUnlimited(Operations, SyncClient):
    """Without the limits."""


class Async(Operations, AsyncClient):
    limits = WIDE


class AsyncUnlimited(Operations, AsyncClient):
    """Without the limits."""


def _calling(client: object, name: str) -> Plain:
    # The method is looked up anew each time, as callers do.
    return partial(methodcaller(name), client)


def _calls(on: str, off: str, wire: WireResponse) -> Pair:
    transport = CannedSync(wire)
    guarded = Sync(Nowhere(), transport=transport)
    bare = SyncUnlimited(Nowhere(), transport=transport)
    return Pair(_calling(guarded, on), _calling(bare, off))


def _calls_async(on: str, off: str, wire: WireResponse) -> Pair:
    transport = CannedAsync(wire)
    guarded = Async(Nowhere(), transport=transport)
    bare = AsyncUnlimited(Nowhere(), transport=transport)
    return Pair(_calling(guarded, on), _calling(bare, off))


def _least() -> Pair:
    transport = CannedSync(_EMPTY)
    client = Sync(Nowhere(), transport=transport)
    return Pair(_calling(client, "on"), lambda: transport.send(_REQUEST))


def _least_async() -> Pair:
    transport = CannedAsync(_EMPTY)
    client = Async(Nowhere(), transport=transport)
    return Pair(_calling(client, "on"), lambda: transport.send(_REQUEST))


def _connection() -> StripeConnection:
    return StripeConnection(api_key=Secret("sk_test_bench"), environment="test")


def _typed() -> Pair:
    transport = CannedSync(answer("payment_intent"))
    client = WideSyncStripe(_connection(), transport=transport)
    return Pair(lambda: client.get_payment_intent(**_INTENT), lambda: transport.send(_REQUEST))


def _typed_async() -> Pair:
    transport = CannedAsync(answer("payment_intent"))
    client = WideStripe(_connection(), transport=transport)
    return Pair(lambda: client.get_payment_intent(**_INTENT), lambda: transport.send(_REQUEST))


def _gates() -> Pair:
    keeper = SyncGatekeeper(Nowhere(), WIDE, SyncSystemClock())
    return Pair(_through(keeper.passage), nothing)


def _gates_async() -> Pair:
    keeper = AsyncGatekeeper(Nowhere(), WIDE, AsyncSystemClock())
    walk = _through(keeper.passage)

    async def guarded() -> object:
        return walk()

    async def bare() -> None: ...

    return Pair(guarded, bare)


def _through(passage: Callable[..., Any]) -> Plain:
    spec, request, now = _spec(_ON, None, "204"), Request(), time.monotonic

    def walk() -> None:
        started = now()
        made = passage(spec, request, started + 60.0)
        made.go(started)
        made.end(Health.GOOD, now())

    return walk


def _breaker() -> Pair:
    core, now = CircuitBreaker(Breaker()), time.monotonic

    def guarded() -> None:
        started = now()
        if core.peek(started) is None:
            permit = core.permit(started)
            ended = now()
            core.record(permit or 0, ended, False, ended - started)

    return Pair(guarded, nothing)


def _limiter() -> Pair:
    core, now = RateLimiter(*RATE), time.monotonic
    return Pair(lambda: core.pass_now(now()), nothing)


def _bulkhead() -> Pair:
    config, now = Bulkhead(), time.monotonic
    core = SlotPool(config.concurrent, room=config.queue, wait=config.wait)

    def guarded() -> None:
        core.pass_now(now())
        core.finish(now())

    return Pair(guarded, nothing)


def _budget() -> Pair:
    core = RetryBudget(Budget())
    return Pair(core.deposit, nothing)


SUBJECTS = (
    Subject(
        ALL,
        "a call with less one without",
        (),
        lambda: _calls("on", "off", _EMPTY),
        lambda: _calls_async("on", "off", _EMPTY),
    ),
    Subject(
        DECODED,
        "the same, 4 kB body",
        (),
        lambda: _calls("decoded", "undecoded", answer("payment_intent")),
        lambda: _calls_async("decoded", "undecoded", answer("payment_intent")),
    ),
    Subject("gates alone", "the cores in order", (), _gates, _gates_async),
    Subject("breaker", "core", (), _breaker, None),
    Subject("rate limiter", "core", (), _limiter, None),
    Subject("bulkhead", "core", (), _bulkhead, None),
    Subject("retry budget", "core", (), _budget, None),
    Subject("least call", "over the transport", (), _least, _least_async),
    Subject(TYPED, "over the transport, 4 kB body", (), _typed, _typed_async),
)
