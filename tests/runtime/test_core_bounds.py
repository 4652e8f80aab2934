"""A configuration that contradicts itself is refused, and the field named; hostile fields are
harmless.
"""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime import (
    Breaker,
    Budget,
    Bulkhead,
    Headers,
    Keyed,
    Limit,
    NaturalKey,
    Observe,
    Param,
    Policy,
    Queue,
    Retry,
    RetryHint,
    Timeout,
)
from portwright_runtime.auth.csrf import Csrf
from portwright_runtime.auth.none import NoAuth
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.policies.ratelimit_field import spent_for
from tests.runtime.vendor import client_credentials

WRONG: list[tuple[str, Callable[[], object]]] = [
    ("Policy.deadline", lambda: Policy(deadline=5.0, timeout=Timeout(attempt=8.0))),
    ("Policy.deadline", lambda: Policy(deadline=math.inf)),
    ("Policy.deadline", lambda: Policy(deadline=1e12)),
    ("Timeout.attempt", lambda: Timeout(attempt=1e12)),
    ("Policy.deadline", lambda: Policy(deadline=10**400)),
    ("Policy.deadline", lambda: Policy(deadline=True)),
    ("Policy.timeout", lambda: Policy(timeout=None)),  # type: ignore[arg-type]
    ("Policy.retry", lambda: Policy(retry=None)),  # type: ignore[arg-type]
    ("Policy.breaker", lambda: Policy(breaker=True)),  # type: ignore[arg-type]
    ("Retry.budget", lambda: Retry(budget=0.2)),  # type: ignore[arg-type]
    ("Timeout.connect", lambda: Timeout(connect=0.0)),
    ("Timeout.attempt", lambda: Timeout(attempt=-1.0)),
    ("Retry.attempts", lambda: Retry(attempts=0)),
    ("Retry.cap", lambda: Retry(base=2.0, cap=1.0)),
    ("Retry.base", lambda: Retry(base=-1.0)),
    ("Retry.base", lambda: Retry(base=math.nan)),
    ("Retry.jitter", lambda: Retry(jitter="some")),  # type: ignore[arg-type]
    ("Budget.ratio", lambda: Budget(ratio=-0.1)),
    ("Budget.cap", lambda: Budget(cap=0.5)),  # type: ignore[arg-type]
    ("Breaker.window", lambda: Breaker(window=0.0)),
    ("Breaker.window_calls", lambda: Breaker(window_calls=10, min_calls=20)),
    ("Breaker.min_calls", lambda: Breaker(min_calls=0)),
    ("Breaker.failure_rate", lambda: Breaker(failure_rate=0.0)),
    ("Breaker.failure_rate", lambda: Breaker(failure_rate=1.01)),
    ("Breaker.slow_rate", lambda: Breaker(slow_after=1.0)),
    ("Breaker.slow_rate", lambda: Breaker(slow_rate=0.5)),
    ("Breaker.slow_after", lambda: Breaker(slow_after=0.0, slow_rate=0.5)),
    ("Breaker.open_for", lambda: Breaker(open_for=0.0)),
    ("Breaker.open_cap", lambda: Breaker(open_for=5.0, open_cap=4.0)),
    ("Breaker.probes", lambda: Breaker(probes=0)),
    ("Breaker.per", lambda: Breaker(per="app")),  # type: ignore[arg-type]
    ("Bulkhead.concurrent", lambda: Bulkhead(concurrent=0)),
    ("Bulkhead.queue", lambda: Bulkhead(queue=-1)),
    ("Bulkhead.wait", lambda: Bulkhead(wait=0.0)),
    ("Bulkhead.per", lambda: Bulkhead(per="app")),
    ("Queue.max", lambda: Queue(max=-1)),
    ("Queue.wait", lambda: Queue(wait=math.inf)),
    ("Limit.rate", lambda: Limit(rate=(0, 1.0))),
    ("Limit.rate", lambda: Limit(rate=(1, 0.0))),
    ("Limit.rate", Limit),
    ("Limit.rate", lambda: Limit(rate=(1, 1.0), concurrent=1)),
    ("Limit.quota", lambda: Limit(quota=(-1, 1.0))),
    ("Limit.concurrent", lambda: Limit(concurrent=0)),
    ("Limit.per", lambda: Limit(per="realm", rate=(1, 1.0))),  # type: ignore[arg-type]
    ("Limit.share", lambda: Limit(rate=(1, 1.0), share=(2, 1))),
    ("Limit.share", lambda: Limit(rate=(1, 1.0), share=(0, 1))),
    ("Limit.burst", lambda: Limit(rate=(5, 1.0), burst=0)),
    ("Limit.burst", lambda: Limit(rate=(5, 1.0), burst=6)),
    ("Limit.burst", lambda: Limit(quota=(5, 1.0), burst=1)),
    ("Limit.burst", lambda: Limit(concurrent=2, burst=1)),
    ("Limit.burst", lambda: Limit(rate=(10, 1.0), share=(1, 4), burst=3)),
    ("Limit.rate", lambda: Limit(rate=5)),  # type: ignore[arg-type]
    ("Limit.rate", lambda: Limit(rate=(10,))),  # type: ignore[arg-type]
    ("Limit.rate", lambda: Limit(rate=(True, 1.0))),
    ("Limit.quota", lambda: Limit(quota=(10, 10**400))),
    ("Limit.share", lambda: Limit(rate=(1, 1.0), share=2)),  # type: ignore[arg-type]
    ("Limit.reserve", lambda: Limit(quota=(5, 1.0), reserve=1.0)),
    ("Limit.reserve", lambda: Limit(quota=(1, 1.0), reserve=0.5)),
    ("Limit.reserve", lambda: Limit(rate=(5, 1.0), reserve=0.5)),
    ("Limit.observe", lambda: Limit(rate=(5, 1.0), observe=Observe(header="X"))),
    ("Observe.format", lambda: Observe(header="X", format="words")),  # type: ignore[arg-type]
    ("Observe.header", lambda: Observe(header="")),
    ("Observe.reset", lambda: Observe(header="X", reset="")),
    ("Keyed.header", Keyed),
    ("Keyed.query", lambda: Keyed(header="K", query="k")),
    ("Keyed.ttl", lambda: Keyed(header="K", ttl=-5)),
    ("NaturalKey.path", NaturalKey),
    ("NaturalKey.field", lambda: NaturalKey(path="id", field="id")),
    ("RetryHint.header", lambda: RetryHint(header="", force="true")),
    ("RetryHint.force", lambda: RetryHint(header="X")),
    ("RetryHint.forbid", lambda: RetryHint(header="X", force="a", forbid="a")),
]


@pytest.mark.parametrize(
    ("field", "make"), WRONG, ids=[f"{n}-{f}" for n, (f, _) in enumerate(WRONG)]
)
def test_a_contradiction_is_refused_and_the_field_named(
    field: str, make: Callable[[], object]
) -> None:
    with pytest.raises(ValueError, match=rf"^{field} must be "):
        make()


def test_what_the_design_says_is_the_default() -> None:
    policy = Policy()
    assert (policy.retry.budget, policy.breaker) == (Budget(ratio=0.2, cap=10), Breaker())
    assert policy.bulkhead == Bulkhead(concurrent=25, queue=25, wait=1.0)
    assert Limit(per=Param("realm"), rate=(1, 1.0)).queue == Queue(max=500, wait=5.0)


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, None),
        ({"RateLimit": '"default";r=0;t=30'}, 30.0),
        ({"RateLimit": '"default";r=50;t=30'}, None),
        ({"RateLimit": '"default";r=0'}, None),
        ({"RateLimit": '"a";r=0;t=5, "b";r=0;t=60;pk=:cHsdsRa894==:, "c";r=9;t=900'}, 60.0),
        ({"RateLimit": "default; r=0; t=3"}, 3.0),
        ({"RateLimit": '"default";r=0;t=-5'}, None),
        ({"RateLimit": '"default";r=0;t=tomorrow'}, None),
        ({"RateLimit": '"default;r=0;t=5'}, None),
        ({"RateLimit": "0"}, None),
        ({"RateLimit": ";r=0;t=5," * 10**5}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "12"}, 12.0),
        ({"RateLimit-Remaining": "1", "RateLimit-Reset": "12"}, None),
        ({"RateLimit-Remaining": "0"}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "-1"}, None),
        ({"RateLimit-Remaining": "0" * 10**6, "RateLimit-Reset": "9" * 10**6}, None),
    ],
)
def test_rate_limit_fields(fields: dict[str, str], seconds: float | None) -> None:
    assert spent_for(Headers(fields.items())) == seconds


@given(st.dictionaries(st.sampled_from(["RateLimit", "RateLimit-Remaining"]), st.text()))
def test_no_rate_limit_field_is_an_error(fields: dict[str, str]) -> None:
    assert (spent_for(Headers(fields.items())) or 0.0) >= 0.0


@pytest.mark.parametrize("seconds", [0.0, 1e12, math.inf, math.nan])
@pytest.mark.parametrize(
    "make",
    [client_credentials, lambda **given: Csrf(auth=NoAuth(), path="/token", **given)],
)
def test_a_request_for_credentials_has_a_time_that_can_be_waited_for(
    make: Callable[..., object], seconds: float
) -> None:
    with pytest.raises(ConfigurationError, match=r"^timeout: "):
        make(timeout=seconds)
