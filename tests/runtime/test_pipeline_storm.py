"""Any interleaving of calls and cancels: no token, slot, permit or retry is lost or doubled."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright_runtime import Breaker, Budget, Bulkhead, Idempotent, Limit, Queue, Retry
from portwright_runtime.policies.policy import Policy
from tests.runtime.crowd import most_in_a_window
from tests.runtime.doubles import Account
from tests.runtime.shop import POLICY, Shop
from tests.runtime.storm import Storm, World, assert_all_is_back, cores_of

TIGHT = replace(
    POLICY,
    retry=Retry(attempts=3, base=0.05, cap=1.0, budget=Budget(ratio=0.0, cap=10**6)),
    breaker=Breaker(min_calls=4, window=2.0, open_for=0.3, open_cap=1.0, probes=2, probe_time=1.0),
    bulkhead=Bulkhead(concurrent=2, queue=4, wait=0.5),
)


class Limited(Shop):
    limits = (
        Limit(per="operation", rate=(4, 0.5), burst=2, queue=Queue(max=5, wait=1.0)),
        Limit(per="connection", rate=(6, 1.0), queue=Queue(max=5, wait=1.0)),
    )


def storm(seed: int, policy: Policy = TIGHT) -> tuple[Limited, Storm]:
    world = World(random.Random(seed))
    client = Limited(Account(), transport=world, clock=world, rng=random.Random(seed))
    bound = client.create_refund
    kind = type(bound._definition)
    spec = replace(bound.spec, policy=policy, safety=Idempotent())
    method: Any = type(bound)(kind(spec, bound._definition.build), client)
    calls = 0

    def call() -> Coroutine[Any, Any, Any]:
        nonlocal calls
        calls += 1
        found: Coroutine[Any, Any, Any] = method(amount=calls)
        return found

    return client, Storm(world, call)


def rage(seed: int, steps: int, cancel: float) -> Storm:
    client, found = storm(seed)
    for _ in range(steps):
        found.step(cancel=cancel, crowd=12)
        assert found.world.sending <= 2
    while found.tasks:
        found.go_on()
    assert found.world.most_sending == 2
    assert most_in_a_window(found.world.starts[-2000:], 1.0) <= 6
    assert_all_is_back(client, found.world.retries)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), cancel=st.sampled_from([0.0, 0.05, 0.3]))
def test_any_interleaving(seed: int, cancel: float) -> None:
    rage(seed, steps=400, cancel=cancel)


def test_many_cancels() -> None:
    found = rage(7, steps=20_000, cancel=0.3)
    assert found.cancelled > 3_000 and found.returned > 500 and found.failed > 500


def test_a_cancel_at_every_await_of_a_call() -> None:
    """One call beside others that fill gates and queues, cut after each of its steps in turn."""
    ends = set()
    for steps in range(60):
        for seed in range(8):
            client, found = storm(seed)
            for _ in range(30):
                found.step(cancel=0.0, crowd=8)
            for _ in range(steps):
                found.go_on()
            for task in list(found.tasks):
                found._resume(task, asyncio.CancelledError())
            assert not found.tasks
            ends.add(found.cancelled)
            assert_all_is_back(client, found.world.retries)
    assert max(ends) >= 5


@pytest.mark.parametrize("field", ["_reserved", "_free", "_level"])
def test_a_leak_would_be_seen(field: str) -> None:
    client, found = storm(3)
    for _ in range(50):
        found.step(cancel=0.0, crowd=4)
    while found.tasks:
        found.go_on()
    assert_all_is_back(client, found.world.retries)
    core = next(core for core in cores_of(client) if hasattr(core, field))
    setattr(core, field, getattr(core, field) + 1)
    with pytest.raises(AssertionError):
        assert_all_is_back(client, found.world.retries)
