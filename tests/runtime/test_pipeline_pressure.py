"""Real threads, tasks and cancels against a vendor that often fails, as the vendor sees it.

`python -m benchmarks.pressure` is the same for longer.
"""

from collections.abc import Callable

import pytest

from benchmarks.pressure_calls import tenfold
from benchmarks.pressure_cancels import cancels
from benchmarks.pressure_judge import over_burst, over_count
from benchmarks.pressure_runs import Ran, tasks, threads
from benchmarks.pressure_vendor import Came
from portwright_runtime import Limit
from portwright_runtime.policies.admission import Turnstile
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.limiter import RateLimiter

RUNS: dict[str, Callable[[], Ran]] = {
    "threads": lambda: threads(8, 2.5, scale=10.0),
    "tasks": lambda: tasks(60, 2.5, scale=10.0),
}
kinds = pytest.mark.parametrize("kind", RUNS)


@kinds
def test_limits_hold_at_the_vendor_and_everybody_is_served_in_turn(kind: str) -> None:
    ran = RUNS[kind]()
    assert ran.broken == ()
    # And all that is claimed to be borne did happen.
    figures = ran.figures
    assert min(figures["retries"], figures["calls refused by the breaker"]) > 0
    assert figures["states of the breaker"] >= 3 and figures["most at once"] > 1


def _reserve(limiter: RateLimiter, now: float, cost: int) -> bool:
    limiter._reserved += cost
    return True


def _free(pool: SlotPool, now: float, cost: int) -> bool:
    pool._free -= cost
    return True


def _jump(limiter: RateLimiter, now: float, latest: float, cost: int = 1) -> object:
    return None if limiter._take(now, cost) else Turnstile.admit(limiter, now, latest, cost)


FAULTS: dict[str, tuple[type, str, Callable[..., object], str]] = {
    "no limit": (RateLimiter, "_take", _reserve, "requests in"),
    "no slots": (SlotPool, "_take", _free, "over 3"),
    "no line": (RateLimiter, "admit", _jump, "overtaken"),
}


@kinds
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_would_be_seen(kind: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    core, name, wrong, found = FAULTS[fault]
    monkeypatch.setattr(core, name, wrong)
    run = {"threads": threads, "tasks": tasks}[kind]
    assert any(found in what for what in run(20, 1.0, scale=10.0).broken)


def test_cancels_while_tokens_are_renewed_lose_nothing() -> None:
    ran = cancels(3_000)
    assert ran.broken == ()
    assert ran.figures["cancelled"] >= 3_000 and ran.figures["token requests"] > 3
    assert ran.figures["cancelled while a token was fetched"] > 0
    assert ran.figures["refused by the breaker"] > 0


class TestWindows:
    limit = Limit(rate=(2, 1.0), burst=1)

    def test_are_seen_to_be_too_full(self) -> None:
        came = [Came(at, at) for at in (0.0, 0.5, 0.999)]
        assert list(over_count(came, self.limit)) == ["3 requests in 0.9990 s, over 2 in 1.0 s"]
        assert not list(over_count([Came(at, at) for at in (0.0, 0.5, 1.0)], self.limit))
        assert list(over_burst([Came(0.0, 0.0), Came(0.4, 0.4)], self.limit))

    def test_count_from_the_look_at_the_clock_of_those_in_them_and_no_others(self) -> None:
        late = [Came(0.3, 0.0), Came(0.5, 0.5), Came(1.0, 1.0)]
        assert not list(over_count(late, self.limit))
        assert list(over_count([Came(0.0, -9.0), *late, Came(1.1, 1.1)], self.limit))


def test_the_small_run_is_of_the_limit_that_the_large_one_has() -> None:
    assert tenfold().per_period == (10, 1.0) and tenfold(10.0).per_period == (10, 0.1)
