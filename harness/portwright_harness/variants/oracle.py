"""What must follow a failed attempt, by the spec's policy: the harness's own reading of it.

It follows what was seen on the wire and asks nothing of the driver that it judges: neither its
classes nor its code decide here, and `tests/laws.py` holds it to that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from portwright_harness.manifest_policies import BreakerEntry, BudgetEntry, LimitEntry, PolicyEntry
from portwright_harness.variants.breaker import BreakerModel, BudgetModel
from portwright_harness.variants.reading import Reading

# The part of the drawn wait that is certain, by jitter: between that and all of it, chance.
_LEAST: Final = {"full": 0.0, "equal": 0.5, "none": 1.0}
_LONGEST_HOLD: Final = 60.0
UNKNOWN, LATE, SHUT, LIMITED = "OutcomeUnknown", "DeadlineExceeded", "CircuitOpen", "LimitReached"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the spec says of an operation: its policy, its safety, and the limits in force.

    `keyed`: each request carries an idempotency key. `renewed_by` is the grant that gives another
    token for one that the vendor refuses.
    """

    operation: str
    name: str
    policy: PolicyEntry
    safety: str | dict[str, Any] | None
    keyed: bool = False
    limits: tuple[LimitEntry, ...] = ()
    renewed_by: str | None = None

    @property
    def unsafe(self) -> bool:
        """Whether a call may be repeated only when it surely was not processed."""
        return self.safety == "unsafe" or self.safety is None

    @property
    def writes(self) -> bool:
        """Whether a lost answer leaves the caller not knowing what happened."""
        return self.safety != "read"

    @property
    def breaker(self) -> BreakerEntry:
        """The policy's, or the one that there is without a word of the spec."""
        return self.policy.breaker or BreakerEntry()

    @property
    def budget(self) -> BudgetEntry:
        """The policy's, or the one that there is without a word of the spec."""
        return self.policy.budget or BudgetEntry()


@dataclass(frozen=True, slots=True)
class Step:
    """What must follow: another request after `least` to `most` seconds, or one of `ends`.

    Without `least` no request may follow; without `ends` one must. Both are given where chance
    decides. `renewed`: with other credentials.
    """

    why: str
    least: float | None = None
    most: float = 0.0
    ends: tuple[str, ...] = ()
    renewed: bool = False


@dataclass(slots=True)
class State:
    """What calls share: the breaker, the budget of retries, when attempts were sent, and until when
    the vendor wants to be `held` off."""

    rule: Rule
    breaker: BreakerModel = field(init=False)
    budget: BudgetModel = field(init=False)
    starts: list[float] = field(default_factory=list)
    held: float = 0.0

    def __post_init__(self) -> None:
        self.breaker = BreakerModel(self.rule.breaker)
        self.budget = BudgetModel(self.rule.budget)

    def queue(self, now: float) -> float:
        """Seconds that a limit may keep an attempt back, at most."""
        rates = [limit for limit in self.rule.limits if limit.rate is not None]
        held = max(0.0, self.held - now) if rates else 0.0
        return held + sum(_queue(limit, self.starts, now) for limit in rates)

    def throttled(self, reading: Reading, now: float) -> None:
        """Whoever is under the same limit leaves the vendor alone as well, but not for ever."""
        if reading.throttled:
            self.held = max(self.held, now + min(reading.asks, _LONGEST_HOLD))


@dataclass(slots=True)
class Course:
    """One logical call: its attempts counted, its deadline, and whether an answer was lost."""

    rule: Rule
    state: State
    deadline: float
    attempt: int = 0
    lost: bool = False
    renewed: bool = False

    def failed(self, reading: Reading, now: float) -> Step:
        """What must follow an attempt that ended like this, in the order of the policy."""
        self.attempt += 1
        if self._renews(reading):
            self.attempt -= 1
            self.renewed = True
            return Step(f"{reading.why}, and the token can be renewed", 0.0, 0.0, renewed=True)
        self.lost = self.lost or reading.lost
        self.state.throttled(reading, now)
        refused = self._refused(reading)
        if refused is not None:
            return Step(refused, ends=(self._error(reading, now),))
        return self._again(reading, now)

    def _renews(self, reading: Reading) -> bool:
        """Once a call; a refusal that only a rule sees may have come after the work."""
        can = self.rule.renewed_by is not None and reading.renews and not self.renewed
        return can and (reading.at_the_door or not self.rule.unsafe)

    def _refused(self, reading: Reading) -> str | None:
        """Why nothing follows; None where something does, if time and budget allow."""
        policy = self.rule.policy
        table = (
            (not reading.retryable, f"{reading.why}, which is not repeated"),
            (
                reading.processed and self.rule.unsafe,
                f"{reading.why}, and an unsafe call is not repeated that may have been processed",
            ),
            (
                self.attempt >= policy.attempts,
                f"policy `{self.rule.name}` has {_counted(policy.attempts, 'attempt')}",
            ),
            (
                reading.asks > policy.retry_after_cap,
                f"the vendor asks for {reading.asks:g} s, over the cap of"
                f" {policy.retry_after_cap:g} s of policy `{self.rule.name}`",
            ),
        )
        return next((text for holds, text in table if holds), None)

    def _again(self, reading: Reading, now: float) -> Step:
        least, most = self._waits(reading)
        late = (UNKNOWN,) if self._unknown(reading) else (LATE,)
        if now + least >= self.deadline:
            why = f"the deadline of {self.rule.policy.deadline:g} s comes before the next attempt"
            return Step(why, ends=late)
        if self.state.budget.empty:
            return Step("the budget of retries is used up", ends=(self._error(reading, now),))
        shut = UNKNOWN if self._is_unknown else SHUT
        if self.state.breaker.blocks(now + most):
            return Step("the breaker is open", ends=(shut,))
        queue = self.state.queue(now + least)
        ends = (
            *(late if now + most + queue >= self.deadline else ()),
            *((shut,) if self.state.breaker.blocks(now + least) else ()),
            *((UNKNOWN if self._is_unknown else LIMITED,) if queue else ()),
        )
        return Step(self._kept_back(reading), least, most + queue, ends)

    def _waits(self, reading: Reading) -> tuple[float, float]:
        """Exponential, from a base of its own where the vendor throttles; no less than it asks."""
        policy = self.rule.policy
        base = policy.throttle_base if reading.throttled else policy.base
        drawn = min(policy.cap, base * 2.0 ** (self.attempt - 1))
        least = drawn * _LEAST[policy.jitter]
        return max(least, reading.asks), max(drawn, reading.asks)

    def _kept_back(self, reading: Reading) -> str:
        policy = self.rule.policy
        asked = f", the vendor asks for {reading.asks:g} s" if reading.asks else ""
        attempts = _counted(policy.attempts, "attempt")
        return f"{reading.why}{asked}, and policy `{self.rule.name}` has {attempts}"

    def _error(self, reading: Reading, now: float) -> str:
        """A write whose answer was lost stays unknown, unless a later answer tells."""
        if self._unknown(reading):
            return UNKNOWN
        cut = reading.error in ("AttemptTimeout", "ConnectionLost", "ConnectFailed")
        return LATE if cut and now >= self.deadline else reading.error

    def _unknown(self, reading: Reading) -> bool:
        gone = reading.gone and self.rule.safety == "idempotent"
        return self._is_unknown and (reading.mute or gone)

    @property
    def _is_unknown(self) -> bool:
        return self.lost and self.rule.writes


def _queue(limit: LimitEntry, starts: list[float], now: float) -> float:
    """The period, where as many have started in it as may; a burst spreads them further."""
    if limit.rate is None:
        return 0.0
    count, period = limit.rate
    mine, all_ = limit.share
    period = period if count * mine >= all_ else period * all_ / (count * mine)
    count = max(1, count * mine // all_)
    recent = sum(start > now - period for start in starts)
    if recent >= min(count, limit.burst or count) or limit.per == "app":
        return float(period)
    return 0.0


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
