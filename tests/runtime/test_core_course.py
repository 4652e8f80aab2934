"""Retry and deadline: the course of a call against the order in which the design decides."""

from dataclasses import dataclass
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime import Headers, Idempotent, Keyed, Policy, Read, Retry, Timeout, Unsafe
from portwright_runtime.course import Course
from portwright_runtime.errors import (
    AttemptTimeout,
    Conflict,
    ConnectFailed,
    ConnectionLost,
    DeadlineExceeded,
    OutcomeUnknown,
    PortwrightError,
    Rejected,
    Unavailable,
    VendorThrottled,
)
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.policy import Jitter
from portwright_runtime.policies.safety import Safety


@dataclass(frozen=True)
class Kind:
    """A failure. `status` of an answer; `again`: another attempt may help; `done`: the vendor may
    have done it; `told`: the answer says what became of the request, and of earlier ones.
    """

    make: type[PortwrightError]
    status: int | None = None
    again: bool = True
    done: bool = True
    told: bool = False


KINDS: Final = {
    "refused": Kind(ConnectFailed, done=False),
    "lost": Kind(ConnectionLost),
    "slow": Kind(AttemptTimeout),
    "unavailable": Kind(Unavailable, 503),
    "throttled": Kind(VendorThrottled, 429, done=False),
    "rejected": Kind(Rejected, 400, again=False, told=True),
    "in conflict": Kind(Conflict, 409, again=False),
}


def error_of(kind: Kind, retry_after: float | None) -> PortwrightError:
    if kind.status is None:
        return kind.make(kind.make.__name__)
    given = [] if retry_after is None else [("Retry-After", str(retry_after))]
    return kind.make("op", status=kind.status, headers=Headers(given), body="")  # type: ignore[call-arg]


class Calling(RuleBasedStateMachine):
    """Calls under one budget, each attempt after attempt to its end."""

    @initialize(
        attempts=st.integers(1, 5),
        base=st.sampled_from([0.0, 0.5, 4.0]),
        cap=st.sampled_from([4.0, 20.0]),
        jitter=st.sampled_from(["none", "equal", "full"]),
        after_cap=st.sampled_from([2.0, 60.0]),
        deadline=st.sampled_from([3.0, 20.0, 500.0]),
        safety=st.sampled_from([Read(), Idempotent(), Keyed(header="K"), Unsafe()]),
        budget=st.integers(0, 4),
    )
    def make(
        self,
        attempts: int,
        base: float,
        cap: float,
        jitter: Jitter,
        after_cap: float,
        deadline: float,
        safety: Safety,
        budget: int,
    ) -> None:
        self.retry = Retry(attempts, base, 1.0, cap, jitter, after_cap)
        self.policy = Policy(deadline=deadline, timeout=Timeout(1.0, 2.0), retry=self.retry)
        self.safety, self.budget, self.now = safety, budget, 100.0
        self.another()

    @precondition(lambda self: self.over)
    @rule()
    def another(self) -> None:
        self.end = self.now + self.policy.deadline
        self.course = Course("op", self.policy, self.safety, "k-1", Deadline(self.end))
        self.attempt = 0
        self.lost = self.over = False

    def pay(self) -> bool:
        paid = self.budget > 0
        self.budget -= paid
        return paid

    @precondition(lambda self: not self.over)
    @rule(
        name=st.sampled_from(sorted(KINDS)),
        takes=st.sampled_from([0.0, 0.5, 2.0, 9.0]),
        u=st.sampled_from([0.0, 0.5, 0.999]),
        after=st.none() | st.sampled_from([0.0, 1.0, 2.0, 30.0, 61.0]),
    )
    def one_attempt(self, name: str, takes: float, u: float, after: float | None) -> None:
        kind = KINDS[name]
        self.course.begin(self.now)
        self.attempt += 1
        assert self.course.attempt == self.attempt
        assert self.course.timeout(self.now) == min(2.0, self.end - self.now)
        self.now += takes
        after = after if kind.status in (429, 503) else None
        error = error_of(kind, after)
        self.lost = self.lost or (kind.done and kind.status is None)
        paid_before = self.budget
        delay, ends = self._expected(kind, u, after or 0.0)
        try:
            found = self.course.failed(error, now=self.now, wall=1e9, u=u, pay=self.pay)
        except PortwrightError as final:
            self.over = True
            assert delay is None and (final is error if ends is None else type(final) is ends)
            assert final is error or final.__cause__ is error
            assert self.budget == paid_before
            return
        assert delay is not None and abs(found - delay) < 1e-9
        assert self.budget == paid_before - 1
        self.now += found
        assert self.now < self.end, "nobody sleeps past the deadline"

    def _expected(
        self, kind: Kind, u: float, after: float
    ) -> tuple[float | None, type[PortwrightError] | None]:
        """The pause before the next attempt, or None and what takes the place of the error."""
        unknown = self.lost and not isinstance(self.safety, Read)
        ends = OutcomeUnknown if unknown and not kind.told else None
        delay = max(self._backoff(kind, u), after)
        stops = [
            not kind.again,
            kind.done and isinstance(self.safety, Unsafe),
            self.attempt >= self.retry.attempts,
            after > self.retry.retry_after_cap,
        ]
        late = not any(stops) and self.now + delay >= self.end
        if late or (kind.status is None and self.now >= self.end):
            return None, ends or DeadlineExceeded
        if any(stops) or not self.budget:
            return None, ends
        return delay, None

    def _backoff(self, kind: Kind, u: float) -> float:
        base = 1.0 if kind.status == 429 else self.retry.base
        d = min(self.retry.cap, base * 2 ** (self.attempt - 1))
        return {"none": d, "equal": d / 2 + d / 2 * u, "full": d * u}[self.retry.jitter]

    @precondition(lambda self: not self.over)
    @rule()
    def the_time_is_over(self) -> None:
        unknown = self.lost and not isinstance(self.safety, Read)
        for step in (self.course.begin, self.course.timeout):
            try:
                step(self.end)
            except PortwrightError as final:
                assert type(final) is (OutcomeUnknown if unknown else DeadlineExceeded)
            else:
                raise AssertionError("an attempt after the deadline")
        self.now, self.over = self.end, True

    @invariant()
    def attempts_are_bounded(self) -> None:
        if hasattr(self, "course"):
            assert self.attempt <= self.retry.attempts and self.course.key == "k-1"


TestCalling = Calling.TestCase
TestCalling.settings = settings(max_examples=200, stateful_step_count=20, deadline=None)
