"""Any interleaving of calls and cancels: no token, slot, permit or retry is lost or doubled."""

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright_runtime import Breaker, Budget, Bulkhead, Idempotent, Limit, Queue, Retry
from portwright_runtime.policies.policy import Policy
from tests.runtime.crowd import most_in_a_window
from tests.runtime.doubles import Account
from tests.runtime.pipeline import of
from tests.runtime.shop import POLICY, Shop, SyncShop
from tests.runtime.storm import Storm, ThreadWorld, World, assert_all_is_back, cores_of

TIGHT = replace(
    POLICY,
    retry=Retry(attempts=3, base=0.05, cap=1.0, budget=Budget(ratio=0.0, cap=10**6)),
    breaker=Breaker(min_calls=4, window=2.0, open_for=0.3, open_cap=1.0, probes=2, probe_time=1.0),
    bulkhead=Bulkhead(concurrent=2, queue=4, wait=0.5),
)


LIMITS = (
    Limit(per="operation", rate=(4, 0.5), burst=2, queue=Queue(max=5, wait=1.0)),
    Limit(per="connection", rate=(6, 1.0), queue=Queue(max=5, wait=1.0)),
)
KINDS: dict[str, tuple[Any, type[World]]] = {
    "async": (Shop, World),
    "sync": (SyncShop, ThreadWorld),
}
kinds = pytest.mark.parametrize("kind", KINDS)


def storm(
    kind: str, seed: int, policy: Policy = TIGHT, limits: tuple[Limit, ...] = LIMITS
) -> tuple[Any, Storm]:
    base, world_of = KINDS[kind]
    world = world_of(random.Random(seed))
    limited = type("Limited", (base,), {"limits": limits})
    client = limited(Account(), transport=world, clock=world, rng=random.Random(seed))
    method = of(client, policy=policy, safety=Idempotent())
    calls = itertools.count(1)
    return client, Storm(world, lambda: method(amount=next(calls)))


def rage(kind: str, seed: int, steps: int, cancel: float) -> Storm:
    client, found = storm(kind, seed)
    for _ in range(steps):
        found.step(cancel=cancel, crowd=12)
        assert found.world.most_sending <= 2
    while found.tasks:
        found.go_on()
    assert most_in_a_window(found.world.starts[-2000:], 1.0) <= 6
    assert_all_is_back(client, found.world.retries)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), cancel=st.sampled_from([0.0, 0.05, 0.3]))
def test_any_interleaving_of_tasks(seed: int, cancel: float) -> None:
    rage("async", seed, steps=400, cancel=cancel)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), cancel=st.sampled_from([0.0, 0.05, 0.3]))
def test_any_interleaving_of_threads(seed: int, cancel: float) -> None:
    """A cancel in a thread is what a signal or a debugger raises while it waits."""
    rage("sync", seed, steps=1000, cancel=cancel / 4)


def test_threads_come_through_everything() -> None:
    """What the examples above are about does happen: waits, failures, cancels, a full house."""
    found = rage("sync", 7, steps=4_000, cancel=0.05)
    assert found.world.most_sending == 2 and found.world.retries > 5
    assert found.cancelled > 50 and found.returned > 20 and found.failed > 50


def test_many_cancels() -> None:
    found = rage("async", 7, steps=80_000, cancel=0.3)
    assert found.world.most_sending == 2
    assert found.cancelled > 12_000 and found.returned > 2_000 and found.failed > 2_000


@kinds
def test_a_cancel_at_every_wait_of_a_call(kind: str) -> None:
    """One call beside others that fill gates and queues, cut after each of its steps in turn."""
    ends = set()
    for steps in range(60):
        for seed in range(8 if kind == "async" else 2):
            client, found = storm(kind, seed)
            for _ in range(30 if kind == "async" else 90):
                found.step(cancel=0.0, crowd=8)
            for _ in range(steps):
                found.go_on()
            for task in list(found.tasks):
                found.cancel(task)
            assert not found.tasks
            ends.add(found.cancelled)
            assert_all_is_back(client, found.world.retries)
    assert max(ends) >= 5


@kinds
def test_calls_are_served_in_the_order_they_came(kind: str) -> None:
    limit = Limit(rate=(2, 0.5), queue=Queue(max=50, wait=60.0))
    policy = replace(POLICY, breaker=None, retry=Retry(attempts=1), deadline=60.0)
    _, found = storm(kind, 5, policy, (limit,))
    if isinstance(found.world, ThreadWorld):
        # Each is in line before the next one comes.
        found.world.restless = False
    for _ in range(25):
        found.begin()
    while found.tasks:
        found.go_on()
    served = [body.partition(b"&")[0] for body in found.world.attempts if body]
    assert served == [f"amount={n}".encode() for n in range(1, 26)]


@pytest.mark.parametrize("field", ["_reserved", "_free", "_level"])
@kinds
def test_a_leak_would_be_seen(kind: str, field: str) -> None:
    client, found = storm(kind, 3)
    for _ in range(50):
        found.step(cancel=0.0, crowd=4)
    while found.tasks:
        found.go_on()
    assert_all_is_back(client, found.world.retries)
    core = next(core for core in cores_of(client) if hasattr(core, field))
    setattr(core, field, getattr(core, field) + 1)
    with pytest.raises(AssertionError):
        assert_all_is_back(client, found.world.retries)
