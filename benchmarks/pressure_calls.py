"""The client that is put under pressure, and the policies and limits that it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from benchmarks.pressure_vendor import KEY
from portwright_runtime import (
    Answer,
    AsyncClient,
    Breaker,
    Budget,
    Bulkhead,
    Keyed,
    Limit,
    NoAuth,
    OperationSpec,
    Policy,
    Queue,
    Request,
    Retry,
    SyncClient,
    Timeout,
    operation,
)

BUDGET = Budget(ratio=0.2, cap=10)
SLOTS, ATTEMPTS = 3, 3
POLICY = Policy(
    deadline=300.0,
    timeout=Timeout(attempt=60.0),
    retry=Retry(attempts=ATTEMPTS, base=0.01, throttle_base=0.01, cap=0.1, budget=BUDGET),
    breaker=Breaker(window_calls=12, min_calls=8, open_for=0.05, open_cap=0.1, probes=2),
    bulkhead=Bulkhead(concurrent=SLOTS, queue=1000, wait=120.0),
)


def tenfold(scale: float = 1.0) -> Limit:
    """10/s with a burst of 5, `scale` times as fast."""
    return Limit(rate=(10, 1.0 / scale), burst=5, queue=Queue(max=1000, wait=120.0))


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A connection; nothing is really sent."""

    base_url: str = "https://api.example.com"
    headers: dict[str, str] = field(default_factory=dict)
    auth: Any = field(default_factory=NoAuth)


def spec(policy: Policy) -> OperationSpec[Any]:
    """A keyed write under a policy."""
    return OperationSpec(
        name="do",
        method="POST",
        path="/do",
        policy=policy,
        safety=Keyed(header=KEY),
        answers=(Answer("200", object),),
        body="json",
    )


class Calls:
    """One operation."""

    @operation(spec(POLICY))
    def do(self, number: int) -> Request:
        return Request(body={"number": number})


class SyncCalls(Calls, SyncClient):
    """For threads."""


class AsyncCalls(Calls, AsyncClient):
    """For tasks."""
