"""The circuit breaker: stops asking a vendor that fails, and looks whether it is back."""

import math
from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from portwright_runtime.policies.bounds import demand, positive, share, whole
from portwright_runtime.policies.window import CountWindow, TimeWindow, Window

# Changes of state that nobody asked for are not kept for ever.
_CHANGES: Final = 8
# 2.0 ** 1024 is the first power that a float cannot hold; openings may be in a row for years.
_LAST_POWER = 1023


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """Opens when, of at least `min_calls` outcomes in the window, a part of `failure_rate` failed
    or a part of `slow_rate` took longer than `slow_after` seconds.

    The window is the last `window` seconds, or the last `window_calls` outcomes where that is
    given. Open for `open_for` seconds, twice as long for each opening in a row, `open_cap` at
    most; then `probes` calls are let through and decide, within `probe_time` seconds. `per` says
    what has a breaker: the connection or each operation.
    """

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

    def __post_init__(self) -> None:
        demand(self, "per", self.per in ("connection", "operation"), "connection or operation")
        positive(self, "window", "open_for", "open_cap", "probe_time")
        whole(self, "min_calls", "probes")
        share(self, "failure_rate")
        capped = self.open_cap >= self.open_for
        wanted = f"at least open_for ({self.open_for})"
        demand(self, "open_cap", capped, wanted, beside=("open_for",))
        if self.window_calls is not None:
            whole(self, "window_calls", least=self.min_calls, beside=("min_calls",))
        both = (self.slow_after is None) == (self.slow_rate is None)
        wanted = "given together with slow_after"
        demand(self, "slow_rate", both, wanted, beside=("slow_after",))
        if self.slow_rate is not None:
            share(self, "slow_rate")
            positive(self, "slow_after")


class State(Enum):
    """Where a breaker stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    ISOLATED = "isolated"


class CircuitBreaker:
    """One breaker. `peek` before anything is spent, `permit` right before the attempt, and for
    each permit one of `record` and `ignore`.

    A permit is the number of the period that it was given in; every change of state begins
    another, and what comes from an earlier one does not count. `changes` holds the states that it
    came to and nobody has taken note of.
    """

    __slots__ = (
        "_config",
        "_decided",
        "_failed",
        "_openings",
        "_permits",
        "_slow",
        "_slow_after",
        "_until",
        "_window",
        "changes",
        "period",
        "state",
    )

    def __init__(self, config: Breaker) -> None:
        self._config = config
        self._slow_after = config.slow_after
        calls = config.window_calls
        self._window: Window = CountWindow(calls) if calls else TimeWindow(config.window)
        self.state = State.CLOSED
        self.period = 0
        self.changes: deque[State] = deque(maxlen=_CHANGES)
        self._openings = 0
        self._until = math.inf
        self._permits = self._decided = self._failed = self._slow = 0

    def peek(self, now: float) -> float | None:
        """None if a call may be tried, else when to ask again."""
        if self.state is State.CLOSED:
            return None
        self._pass_time(now)
        if self.state is State.HALF_OPEN:
            return None if self._permits < self._config.probes else now + self._config.open_for
        return None if now >= self._until else self._until

    def permit(self, now: float) -> int | None:
        """The permit of an attempt, or None. The first after the pause is a probe."""
        if self.state is State.CLOSED:
            return self.period
        if self.peek(now) is not None:
            return None
        if self.state is State.OPEN:
            self._enter(State.HALF_OPEN, now + self._config.probe_time)
        self._permits += 1
        return self.period

    def record(self, permit: int, now: float, failed: bool, seconds: float = 0.0) -> None:
        """What became of an attempt that took so long."""
        self._pass_time(now)
        if permit != self.period:
            return
        slow = self._slow_after is not None and seconds > self._slow_after
        if self.state is State.CLOSED:
            window = self._window
            window.add(now, failed, slow)
            # Nothing bad in it is by far the most common case.
            if (window.failed or window.slow) and self._is_bad():
                self._open(now)
        elif self.state is State.HALF_OPEN:
            self._judge(now, failed, slow)

    def ignore(self, permit: int) -> None:
        """The attempt says nothing about the vendor; a probe may be sent in its place."""
        if permit == self.period and self.state is State.HALF_OPEN:
            self._permits -= 1

    def isolate(self) -> None:
        """Let nothing through until `close`."""
        self._enter(State.ISOLATED, math.inf)

    def close(self) -> None:
        """Let everything through, and begin to count anew."""
        self._openings = 0
        self._enter(State.CLOSED, math.inf)

    def _is_bad(self) -> bool:
        window, config = self._window, self._config
        if window.calls < config.min_calls:
            return False
        if window.failed / window.calls >= config.failure_rate:
            return True
        return config.slow_rate is not None and window.slow / window.calls >= config.slow_rate

    def _judge(self, now: float, failed: bool, slow: bool) -> None:
        """One more probe is back: decide as soon as those to come cannot change the result."""
        self._decided += 1
        self._failed += failed
        self._slow += slow
        probes, config = self._config.probes, self._config
        open_ones = probes - self._decided
        rates = ((self._failed, config.failure_rate), (self._slow, config.slow_rate))
        judged = [(bad, rate) for bad, rate in rates if rate is not None]
        if any(bad / probes >= rate for bad, rate in judged):
            self._open(now)
        elif all((bad + open_ones) / probes < rate for bad, rate in judged):
            self.close()

    def _open(self, now: float) -> None:
        longer = self._config.open_for * 2.0 ** min(self._openings, _LAST_POWER)
        self._openings += 1
        self._enter(State.OPEN, now + min(self._config.open_cap, longer))

    def _pass_time(self, now: float) -> None:
        """Probes that took too long say as much as failed ones."""
        if self.state is State.HALF_OPEN and now > self._until:
            self._open(now)

    def _enter(self, state: State, until: float) -> None:
        if state is not self.state:
            self.changes.append(state)
        self.state = state
        self.period += 1
        self._until = until
        self._permits = self._decided = self._failed = self._slow = 0
        self._window.clear()
