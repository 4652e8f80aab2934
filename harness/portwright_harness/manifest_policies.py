"""What the manifest says of failures: policies, limits, error rules and the vendor's retry hint.

Where the spec leaves a setting out, the manifest does too; the defaults here are those of the
documentation, and a test holds them to the runtime's.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Test = Literal["equals", "present", "absent"]
Jitter = Literal["full", "equal", "none"]


class BudgetEntry(msgspec.Struct, frozen=True):
    """Retries of all calls together: a share of the calls, and the most that is kept."""

    ratio: float = 0.2
    cap: int = 10


class BreakerEntry(msgspec.Struct, frozen=True):
    """When calls are stopped, for how long, and what lets them through again; seconds."""

    per: Literal["connection", "operation"] = "connection"
    window: float = 10.0
    window_calls: int | None = None
    min_calls: int = 20
    failure_rate: float = 0.5
    slow_after: float | None = None
    slow_rate: float | None = None
    open_for: float = 5.0
    open_cap: float = 60.0
    probes: int = 1
    probe_time: float = 20.0


class PolicyEntry(msgspec.Struct, frozen=True):
    """What the spec allows a call; times in seconds."""

    deadline: float
    attempt_timeout: float
    attempts: int
    base: float
    throttle_base: float
    cap: float
    retry_after_cap: float
    jitter: Jitter = "full"
    budget: BudgetEntry | None = None
    breaker: BreakerEntry | None = None


class LimitEntry(msgspec.Struct, frozen=True):
    """So many calls in so many seconds, of what it is `per`, in one environment or in all."""

    per: Any = "connection"
    rate: tuple[float, float] | None = None
    burst: int | None = None
    env: str | None = None
    share: tuple[int, int] = (1, 1)


class HeaderTest(msgspec.Struct, frozen=True):
    """`values` are texts, one of which the header must have; none unless `test` is equals."""

    name: str
    test: Test
    values: tuple[str, ...] = ()


class BodyTest(msgspec.Struct, frozen=True):
    """`path` leads through the JSON body; `*` is any element of a list, a number the one there."""

    path: tuple[str | int, ...]
    test: Test
    values: tuple[str, ...] = ()


class ErrorRule(msgspec.Struct, frozen=True):
    """All conditions must hold; no statuses means any. `then` is what such an answer means, `until`
    how long a throttle lasts; with `raises` the adapter makes a domain error of the refusal."""

    then: str
    statuses: tuple[tuple[int, int], ...] = ()
    headers: tuple[HeaderTest, ...] = ()
    body: tuple[BodyTest, ...] = ()
    until: float | str | None = None
    raises: str | None = None


class HintEntry(msgspec.Struct, frozen=True):
    """A header by which the vendor asks for a retry or forbids one."""

    header: str
    force: str | None = None
    forbid: str | None = None
