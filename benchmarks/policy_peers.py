"""The policies of other libraries, each on the success path and with its defaults.

Rates are as wide as ours are here, so that nobody waits. Each runs in an environment of its own,
so that this module is read where the others are not installed.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

from benchmarks.policy_subject import Awaited, Pair, Plain, Subject, nothing, nothing_awaited

_RATE = 1_000_000


def _sync(guarded: Plain) -> Pair:
    return Pair(guarded, nothing)


def _async(guarded: Awaited) -> Pair:
    return Pair(guarded, nothing_awaited)


def _tenacity() -> Any:
    tenacity = import_module("tenacity")
    return tenacity.retry(
        stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_random_exponential(max=20)
    )


def _stamina() -> Any:
    return import_module("stamina").retry(on=ConnectionError, attempts=3)


def _pybreaker() -> Pair:
    breaker = import_module("pybreaker").CircuitBreaker()
    return _sync(lambda: breaker.call(nothing))


def _purgatory(factory: str) -> Any:
    return getattr(import_module("purgatory"), factory)()("vendor")


def _limits() -> Pair:
    limits = import_module("limits")
    limiter = limits.strategies.SlidingWindowCounterRateLimiter(limits.storage.MemoryStorage())
    rate = limits.RateLimitItemPerSecond(_RATE)
    return _sync(lambda: limiter.hit(rate, "vendor"))


def _limits_async() -> Pair:
    limits, aio = import_module("limits"), import_module("limits.aio")
    limiter = aio.strategies.SlidingWindowCounterRateLimiter(aio.storage.MemoryStorage())
    rate = limits.RateLimitItemPerSecond(_RATE)
    return _async(lambda: limiter.hit(rate, "vendor"))


def _pyrate_limiter() -> Any:
    pyrate = import_module("pyrate_limiter")
    return pyrate.Limiter(pyrate.Rate(_RATE, pyrate.Duration.SECOND))


def _pyrate_limiter_sync() -> Pair:
    limiter = _pyrate_limiter()
    return _sync(lambda: limiter.try_acquire("vendor"))


def _pyrate_limiter_async() -> Pair:
    limiter = _pyrate_limiter()
    return _async(lambda: limiter.try_acquire_async("vendor"))


def _aiolimiter() -> Pair:
    limiter = import_module("aiolimiter").AsyncLimiter(_RATE, 1)

    async def guarded() -> None:
        async with limiter:
            await nothing_awaited()

    return _async(guarded)


def _timeout() -> Pair:
    async def guarded() -> None:
        async with asyncio.timeout(8.0):
            await nothing_awaited()

    return _async(guarded)


def _wait_for() -> Pair:
    return _async(lambda: asyncio.wait_for(nothing_awaited(), 8.0))


SUBJECTS = (
    Subject(
        "tenacity",
        "retry",
        ("tenacity==9.2.1",),
        lambda: _sync(_tenacity()(nothing)),
        lambda: _async(_tenacity()(nothing_awaited)),
    ),
    Subject(
        "stamina",
        "retry",
        ("stamina==26.1.0",),
        lambda: _sync(_stamina()(nothing)),
        lambda: _async(_stamina()(nothing_awaited)),
    ),
    # Its asynchronous half is for Tornado.
    Subject("pybreaker", "breaker", ("pybreaker==1.4.1",), _pybreaker, None),
    Subject(
        "purgatory",
        "breaker",
        ("purgatory==3.0.1",),
        lambda: _sync(_purgatory("SyncCircuitBreakerFactory")(nothing)),
        lambda: _async(_purgatory("AsyncCircuitBreakerFactory")(nothing_awaited)),
    ),
    Subject("limits", "limiter", ("limits==5.8.0",), _limits, _limits_async),
    Subject(
        "pyrate-limiter",
        "limiter",
        ("pyrate-limiter==4.5.1",),
        _pyrate_limiter_sync,
        _pyrate_limiter_async,
    ),
    Subject("aiolimiter", "limiter", ("aiolimiter==1.3.0",), None, _aiolimiter),
    Subject("asyncio.timeout", "deadline", (), None, _timeout),
    Subject("asyncio.wait_for", "deadline", (), None, _wait_for),
)
