"""Targets and scripts that tests drive."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving, Behaviour, FaultKind, Faulty, Script
from portwright.simulate.target import Subject, Target
from portwright_runtime import (
    Answer,
    Breaker,
    Budget,
    Bulkhead,
    Idempotent,
    Keyed,
    Limit,
    NaturalKey,
    OperationSpec,
    Param,
    Policy,
    Queue,
    Read,
    Retry,
    RetryHint,
    Timeout,
    Unsafe,
)
from portwright_runtime.call import Request
from portwright_runtime.policies.safety import Safety

SAFETIES: Mapping[str, Safety] = {
    "read": Read(),
    "keyed": Keyed(header="Idempotency-Key"),
    "keyed_in_a_field": Keyed(field="key"),
    "natural": NaturalKey(path="id"),
    "idempotent": Idempotent(),
    "unsafe": Unsafe(),
}
QUICK = Policy(deadline=10.0, timeout=Timeout(connect=0.5, attempt=2.0))


def subject(name: str, policy: Policy = QUICK) -> Subject:
    spec: OperationSpec[Any] = OperationSpec(
        name=name,
        method="POST",
        path="/things/{id}" if name == "natural" else f"/{name}",
        policy=policy,
        safety=SAFETIES[name],
        answers=(Answer("200", object),),
        body="json",
    )
    return Subject(spec, body=b"{}")


def target(
    *names: str, policy: Policy = QUICK, limits: tuple[Limit, ...] = (), vendor: str = "shop"
) -> Target:
    return Target(vendor, {name: subject(name, policy) for name in names}, limits)


def calls(rate: float, seconds: float, *names: str, kind: Any = "constant") -> Arriving:
    shares = {name: 1 / len(names) for name in names}
    return Arriving(kind=kind, count=rate, seconds=1.0, begin=0.0, end=seconds, shares=shares)


def fault(kind: FaultKind, begin: float, end: float, **more: Any) -> Faulty:
    return Faulty(kind=kind, begin=begin, end=end, **more)


def script(seconds: float, *arrivals: Arriving, faults: tuple[Faulty, ...] = ()) -> Script:
    vendor = Behaviour(median=0.05, p99=None)
    return Script(title="a test", duration=seconds, arrivals=arrivals, faults=faults, vendor=vendor)


def one_call(name: str, *faults: Faulty, policy: Policy = QUICK) -> Run:
    """A single call, at second 0."""
    arriving = Arriving(kind="burst", count=1, seconds=0.0, begin=0.0, end=1.0, shares={name: 1.0})
    return simulate(target(name, policy=policy), script(1.0, arriving, faults=faults))


_POLICIES: Mapping[str, tuple[Any, ...]] = {
    "deadline": (3.0, 10.0, 60.0),
    "timeout": (Timeout(1.0, 0.5), Timeout(1.0, 3.0)),
    "retry": (
        Retry(attempts=1),
        Retry(attempts=3, base=0.5, jitter="none"),
        Retry(attempts=5, budget=Budget(ratio=0.1, cap=3)),
        Retry(attempts=5, cap=2.0, jitter="equal", budget=None),
    ),
    "breaker": (
        None,
        Breaker(),
        Breaker(per="operation", probes=3, open_for=2.0, min_calls=5),
        Breaker(
            window_calls=30,
            min_calls=10,
            open_for=1.0,
            probe_time=0.7,
            slow_after=0.4,
            slow_rate=0.5,
        ),
        Breaker(min_calls=5, open_for=0.2, open_cap=0.8),
        Breaker(window_calls=20, min_calls=20, failure_rate=0.2, probes=4, probe_time=2.5),
    ),
    "bulkhead": (
        None,
        Bulkhead(),
        Bulkhead(concurrent=3, queue=5, wait=0.5, per="operation"),
        Bulkhead(concurrent=8, queue=50, wait=5.0),
    ),
}
_FAULTS: Mapping[FaultKind, tuple[str, ...]] = {
    "outage": ("refused", "unreachable", "unavailable"),
    "error": ("500", "503", "408", "409", "401", "404"),
    "throttle": ("seconds", "date"),
    "hang": ("before", "after"),
    "reset": ("before", "after"),
    "garble": ("truncated", "html"),
    "slow": ("",),
    "cancel": ("",),
    "clock": ("ahead", "behind", "suspended"),
}


_HEADERS = (
    (),
    (("X-Again", "yes"),),
    (("X-Again", "no"),),
    (("Retry-After", "1"),),
    (("RateLimit", '"burst";r=0;t=2'),),
)


def mixed(seed: int) -> tuple[Target, Script]:
    """Some of everything: policies, limits, safeties and faults, drawn by the seed."""
    rng = random.Random(seed)
    subjects = {name: _hinted(subject(name, _policy(rng)), rng) for name in SAFETIES}
    kind = rng.choice(("constant", "poisson"))
    arriving = calls(rng.choice((5, 40, 80)), 20.0, *SAFETIES, kind=kind)
    shares = {name: 1 / len(SAFETIES) for name in SAFETIES}
    burst = Arriving(kind="burst", count=40, seconds=5.0, begin=2.0, end=15.0, shares=shares)
    made = Script(
        title="some of everything",
        duration=20.0,
        arrivals=(arriving, burst)[: rng.randint(1, 2)],
        faults=(*(_fault(rng) for _ in range(rng.randint(0, 5))), *_sleeps(rng)),
        vendor=Behaviour(
            median=rng.choice((0.02, 0.3)),
            p99=rng.choice((None, 1.0)),
            rate=rng.choice((None, (20.0, 1.0))),
        ),
    )
    return Target("mixed", subjects, _limits(rng)), made


def _hinted(plain: Subject, rng: random.Random) -> Subject:
    """Some heed hints, and some carry the parameter that a limit may count by."""
    hint = rng.choice((None, RetryHint(header="X-Again", force="yes", forbid="no")))
    query = rng.choice(({}, {"realm": "a"}, {"realm": "b"}))
    return replace(plain, spec=replace(plain.spec, hint=hint), request=Request(query=query))


def _policy(rng: random.Random) -> Policy:
    return Policy(**{name: rng.choice(values) for name, values in _POLICIES.items()})


def _limits(rng: random.Random) -> tuple[Limit, ...]:
    rate = Limit(
        per=rng.choice(("connection", "operation", "app", Param("realm"))),
        rate=rng.choice(((10, 1.0), (1, 0.05), (30, 1.0), (25, 2.0), (2, 3.0))),
        share=rng.choice(((1, 1), (1, 1), (1, 3))),
        queue=Queue(max=rng.choice((0, 20, 100)), wait=2.0),
    )
    smooth = Limit(per="connection", rate=(40, 1.0), burst=10)
    at_once = Limit(
        per=rng.choice(("connection", "operation")),
        concurrent=rng.choice((2, 10)),
        queue=Queue(max=30, wait=1.5),
    )
    quota = Limit(quota=(rng.choice((300, 5000)), 600.0), reserve=0.1)
    return tuple(limit for limit in (rate, smooth, at_once, quota) if rng.random() < 0.5)


def _sleeps(rng: random.Random) -> list[Faulty]:
    """The machine sleeps, and may be sent to sleep again before it wakes."""
    begins = [rng.uniform(3.0, 15.0) for _ in range(rng.choice((0, 0, 1, 2)))]
    return [fault("clock", at, at + 1.0, what="suspended", seconds=8.0) for at in begins]


def _fault(rng: random.Random) -> Faulty:
    kind = rng.choice(tuple(_FAULTS))
    what = rng.choice(_FAULTS[kind])
    begin = rng.uniform(0.0, 15.0)
    broken = kind == "error" and what[0] == "5" and rng.random() < 0.5
    return fault(
        kind,
        begin,
        begin + rng.uniform(1.0, 10.0),
        what=what,
        seconds=rng.choice((0.0, 0.3, 2.0, 7.0)),
        share=rng.choice((0.1, 0.5, 1.0)),
        processed=what == "after" or kind == "garble" or broken,
        headers=rng.choice(_HEADERS) if kind in ("error", "throttle") else (),
    )
