"""The quota and the retry budget against plain models, step by step."""

import math
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime.policies.admission import Cause, Refused
from portwright_runtime.policies.budget import Budget, RetryBudget
from portwright_runtime.policies.quota import QuotaMeter
from tests.runtime.crowd import most_in_a_window

# All times are multiples of an eighth, so that no moment is nearly another.
WAITS = [0.0, 0.125, 0.875, 3.0, 7.0, 30.0, 59.125, 60.0, 61.125, 130.0]


class Quota(RuleBasedStateMachine):
    """Calls ask, start and give back; the vendor says what is used, or that all is."""

    @initialize(
        count=st.integers(1, 8),
        period=st.sampled_from([7.5, 60.0]),
        reserve=st.sampled_from([0.0, 0.25]),
        shares=st.sampled_from([1, 4]),
    )
    def make(self, count: int, period: float, reserve: float, shares: int) -> None:
        self.period = period
        self.allowed = math.floor(count * (1 - reserve))
        self.allowed_in_all = math.floor(count * shares * (1 - reserve))
        self.meter = QuotaMeter(count, period, reserve=reserve, total=count * shares)
        self.now = 0.0
        self.starts: list[float] = []
        self.admitted = 0
        self.told: tuple[int, float] | None = None
        self.since = 0
        self.shut_until = -math.inf
        self.ever_told = False

    @rule(seconds=st.sampled_from(WAITS))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def ask(self) -> None:
        found = self.meter.admit(self.now, math.inf)
        if self.now < self.shut_until:
            assert found == Refused(Cause.QUOTA, self.shut_until)
            return
        if self.shut_until > -math.inf:
            # What was told is old: one call may look.
            self.told, self.since = self.told and (self.allowed_in_all - 1, self.told[1]), 0
            self.shut_until = -math.inf
        fits = self._fits()
        assert fits is None or (found is None) == fits
        if found is None:
            self.admitted += 1
        else:
            self.shut_until = self.now + self.period / 24
            assert found == Refused(Cause.QUOTA, self.shut_until)

    def _fits(self) -> bool | None:
        """Whether one more may go; None where it depends on where a bucket begins."""
        self._forget()
        if self.told:
            return self.told[0] + self.since + self.admitted + 1 <= self.allowed_in_all
        left = self.allowed - self.admitted - 1
        surely = sum(at > self.now - self.period for at in self.starts)
        perhaps = sum(at > self.now - self.period * 61 / 60 for at in self.starts)
        return True if perhaps <= left else False if surely > left else None

    def _forget(self) -> None:
        if self.told and self.now - self.told[1] >= self.period:
            self.told = None

    @precondition(lambda self: self.admitted)
    @rule(sent=st.booleans())
    def go(self, sent: bool) -> None:
        self.admitted -= 1
        if not sent:
            self.meter.give_back(self.now)
            return
        self.meter.start(self.now)
        self.starts.append(self.now)
        self.since += 1

    @rule(used=st.integers(-1, 40), resets_in=st.none() | st.sampled_from([-1.0, 2.0, 1e9]))
    def observe(self, used: int, resets_in: float | None) -> None:
        self.meter.observe(self.now, used, resets_in=resets_in)
        if used < 0:
            return
        self.ever_told = True
        self.told, self.since = (used, self.now), 0
        self.shut_until = -math.inf if used < self.allowed_in_all else self._shut(resets_in)

    @rule(resets_in=st.none() | st.sampled_from([0.0, 5.0, 1e9]))
    def spent(self, resets_in: float | None) -> None:
        self.meter.spent(self.now, resets_in)
        self.shut_until = self._shut(resets_in)

    def _shut(self, seconds: float | None) -> float:
        wait = self.period / 24 if seconds is None else max(seconds, 0.0)
        return self.now + min(wait, self.period)

    @invariant()
    def no_window_has_too_many(self) -> None:
        if hasattr(self, "meter") and not self.ever_told:
            assert most_in_a_window(self.starts, self.period) <= self.allowed

    def teardown(self) -> None:
        if not hasattr(self, "meter"):
            return
        for _ in range(self.admitted):
            self.meter.give_back(self.now)
        # Whatever was said, a period later it is over.
        self.now += 3 * self.period
        assert self.meter.idle(self.now) and self.meter.used(self.now) == 0
        assert (self.meter.admit(self.now, math.inf) is None) or not self.allowed


TestQuota = Quota.TestCase
TestQuota.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


class Retries(RuleBasedStateMachine):
    """Calls deposit, retries withdraw, and what was not sent comes back, in exact numbers."""

    @initialize(ratio=st.sampled_from(["0", "0.1", "0.2", "0.333333", "3"]), cap=st.integers(0, 4))
    def make(self, ratio: str, cap: int) -> None:
        self.ratio, self.cap = Fraction(ratio), cap
        self.budget = RetryBudget(Budget(ratio=float(ratio), cap=cap))
        self.level = Fraction(cap)
        self.calls = self.sent = self.paid = 0

    @rule()
    def call(self) -> None:
        self.calls += 1
        self.budget.deposit()
        self.level = min(Fraction(self.cap), self.level + self.ratio)

    @rule()
    def withdraw(self) -> None:
        paid = self.level >= 1
        assert self.budget.withdraw() is paid
        self.level -= paid
        self.paid += paid

    @precondition(lambda self: self.paid)
    @rule(sent=st.booleans())
    def settle(self, sent: bool) -> None:
        self.paid -= 1
        if sent:
            self.sent += 1
        else:
            self.budget.give_back()
            self.level = min(Fraction(self.cap), self.level + 1)

    @invariant()
    def it_is_what_it_should_be_and_bounds_what_is_sent(self) -> None:
        if hasattr(self, "budget"):
            assert self.budget.level == float(self.level) and 0 <= self.level <= self.cap
            assert self.calls + self.sent <= self.calls * (1 + self.ratio) + self.cap


TestRetries = Retries.TestCase
TestRetries.settings = settings(max_examples=100, stateful_step_count=60, deadline=None)
