"""What must hold after a run under pressure, whatever happened in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from benchmarks.pressure_vendor import Came, Ledger
from portwright_runtime import Limit
from portwright_runtime.policies.admission import Place, Refused, Turnstile
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.quota import QuotaMeter

_NEARLY = 1e-6


def over_count(came: Sequence[Came], limit: Limit) -> Iterator[str]:
    """Windows of a period with too many requests, by the time at which the vendor got them.

    The first of a window may have come as late as it did after the driver's look at the clock,
    so that its span is counted from that look: from none earlier, and by nothing more.
    """
    count, period = limit.per_period
    ordered = sorted(came, key=lambda one: one.at)
    looked = [one.looked for one in ordered]
    for last in range(count, len(ordered)):
        span = ordered[last].at - min(looked[last - count : last + 1])
        if span < period - _NEARLY:
            yield f"{count + 1} requests in {span:.4f} s, over {count} in {period} s"


def over_burst(came: Sequence[Came], limit: Limit) -> Iterator[str]:
    """Windows of any length with more than the burst and what the rate gives in it."""
    count, period = limit.per_period
    ordered = sorted(came, key=lambda one: one.at)
    for first in range(len(ordered)):
        looked = ordered[first].looked
        for last in range(first, len(ordered)):
            looked = min(looked, ordered[last].looked)
            span = ordered[last].at - looked
            if last - first + 1 > (limit.burst or count) + count / period * span + _NEARLY:
                yield f"{last - first + 1} requests in {span:.4f} s, over a burst of {limit.burst}"


def most_in(came: Sequence[Came], period: float) -> int:
    """The most requests in any period by the vendor's own time, with no allowance."""
    times = sorted(one.at for one in came)
    return max((bisect_left(times, t + period) - i for i, t in enumerate(times)), default=0)


def keys(ledger: Ledger, most_attempts: int) -> Iterator[str]:
    """Calls of which the attempts went under more than one key, or were too many."""
    for body, sent in ledger.attempts.items():
        if len(set(sent)) != 1 or sent[0] is None:
            yield f"{body!r} went under {len(set(sent))} keys"
        if len(sent) > most_attempts:
            yield f"{body!r} was sent {len(sent)} times"


def amplification(ledger: Ledger, calls: int, ratio: float, cap: int) -> Iterator[str]:
    """More requests than calls and the retry budget allow."""
    allowed = calls * (1 + ratio) + cap
    if len(ledger.came) > allowed:
        yield f"{len(ledger.came)} requests for {calls} calls, over {allowed}"


def held(client: Any) -> Iterator[str]:
    """What the gates of a client still hold when none of its calls is under way."""
    for core in client._gatekeeper.gates._cores.values():
        found = {name: value for name, value in _holdings(core) if value}
        if found:
            yield f"{type(core).__name__} holds {found}"


def _holdings(core: object) -> Iterable[tuple[str, int]]:
    if isinstance(core, Turnstile):
        yield from (("waiting", core.waiting), ("units", core._units))
    if isinstance(core, RateLimiter | QuotaMeter):
        yield "tokens", core._reserved
    if isinstance(core, SlotPool):
        yield "slots", core.in_flight
    if isinstance(core, CircuitBreaker):
        yield "permits", core._permits - core._decided


class Turns:
    """The order in which rate limiters were asked, and in which they let through."""

    def __init__(self) -> None:
        self.overtaken = 0
        self._arrivals: dict[int, dict[Place, int]] = {}
        self._asked = 0

    def asked(self, limiter: RateLimiter, found: Place | float | Refused | None) -> None:
        """Who comes for the first time."""
        self._asked += 1
        line = self._arrivals.setdefault(id(limiter), {})
        if isinstance(found, Place):
            line[found] = self._asked
        elif found is None:
            self.overtaken += any(place in limiter._line for place in line)

    def advanced(self, limiter: RateLimiter, place: Place, found: object) -> None:
        """Who asks again."""
        line = self._arrivals.setdefault(id(limiter), {})
        if place not in limiter._line:
            mine = line.pop(place, 0)
            if found is None:
                earlier = [at for other, at in line.items() if other in limiter._line]
                self.overtaken += any(at < mine for at in earlier)


@contextmanager
def turns() -> Iterator[Turns]:
    """Every rate limiter while this lasts."""
    found = Turns()
    admit, advance, pass_now = RateLimiter.admit, RateLimiter.advance, RateLimiter.pass_now

    def admitting(self: RateLimiter, now: float, latest: float, cost: int = 1) -> Any:
        answer = admit(self, now, latest, cost)
        found.asked(self, answer)
        return answer

    def advancing(self: RateLimiter, place: Place, now: float) -> Any:
        answer = advance(self, place, now)
        found.advanced(self, place, answer)
        return answer

    def passing(self: RateLimiter, now: float) -> bool:
        passed = pass_now(self, now)
        if passed:
            found.asked(self, None)
        return passed

    with (
        patch.object(RateLimiter, "admit", admitting),
        patch.object(RateLimiter, "advance", advancing),
        patch.object(RateLimiter, "pass_now", passing),
    ):
        yield found
