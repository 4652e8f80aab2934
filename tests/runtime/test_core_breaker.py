"""The circuit breaker: timelines, and never more undecided probes out than it has."""

import math
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime.policies.breaker import Breaker, CircuitBreaker, State

CLOSED, OPEN, HALF_OPEN = State.CLOSED, State.OPEN, State.HALF_OPEN
FIVE = Breaker(min_calls=4, open_for=5.0, open_cap=20.0)

# (time, what, state after): good, bad and slow are whole calls; `no` is refused, `probe` stays out.
TIMELINES: dict[str, tuple[Breaker, list[tuple[float, str, State]]]] = {
    "opens at the rate, not before enough calls": (
        FIVE,
        [(0, "bad", CLOSED), (0, "bad", CLOSED), (0, "bad", CLOSED), (0, "good", OPEN)],
    ),
    "a success can be the one that makes enough": (
        FIVE,
        [(0, "bad", CLOSED), (1, "bad", CLOSED), (2, "good", CLOSED), (3, "good", OPEN)],
    ),
    "stays closed under the rate": (
        FIVE,
        [(0, "good", CLOSED), (0, "good", CLOSED), (0, "good", CLOSED), (0, "bad", CLOSED)],
    ),
    "a bucket leaves when its start is as old as the window": (
        FIVE,
        [(0.9, "bad", CLOSED), (0.9, "bad", CLOSED), (0.9, "bad", CLOSED), (10.0, "bad", CLOSED)],
    ),
    "and not a moment before": (
        FIVE,
        [(0.9, "bad", CLOSED), (0.9, "bad", CLOSED), (0.9, "bad", CLOSED), (9.99, "bad", OPEN)],
    ),
    "each outcome leaves with its own bucket": (
        FIVE,
        [
            *[(0.9, "good", CLOSED)] * 3,
            *[(1.5, "bad", CLOSED)] * 2,
            (10.5, "bad", CLOSED),
            (10.5, "bad", OPEN),
        ],
    ),
    "a clock that goes back counts as now": (
        FIVE,
        [(50, "bad", CLOSED), (3, "bad", CLOSED), (50, "bad", CLOSED), (2, "bad", OPEN)],
    ),
    "open refuses, a call at the very end of the pause is a probe": (
        FIVE,
        [*[(0, "bad", CLOSED)] * 3, (0, "bad", OPEN), (4.999, "no", OPEN), (5.0, "good", CLOSED)],
    ),
    "the pause doubles for each opening in a row, to its cap": (
        FIVE,
        [
            *[(0, "bad", CLOSED)] * 3,
            (0, "bad", OPEN),
            (5, "bad", OPEN),
            (14.9, "no", OPEN),
            (15, "bad", OPEN),
            (34.9, "no", OPEN),
            (35, "bad", OPEN),
            (54.9, "no", OPEN),
            (55, "good", CLOSED),
        ],
    ),
    "closing forgets the openings and the window": (
        FIVE,
        [
            *[(0, "bad", CLOSED)] * 3,
            (0, "bad", OPEN),
            (5, "bad", OPEN),
            (15, "good", CLOSED),
            *[(15, "bad", CLOSED)] * 3,
            (15, "bad", OPEN),
            (19.9, "no", OPEN),
            (20, "good", CLOSED),
        ],
    ),
    "a probe that says nothing leaves its place to another": (
        FIVE,
        [
            *[(0, "bad", CLOSED)] * 3,
            (0, "bad", OPEN),
            (5, "ignored", HALF_OPEN),
            (5, "good", CLOSED),
        ],
    ),
    "a probe that is out keeps the others out, for its time": (
        FIVE,
        [
            *[(0, "bad", CLOSED)] * 3,
            (0, "bad", OPEN),
            (5, "probe", HALF_OPEN),
            (25, "no", HALF_OPEN),
            (25.1, "no", OPEN),
            (35.0, "no", OPEN),
            (35.1, "good", CLOSED),
        ],
    ),
    "three probes, decided as soon as it is sure": (
        Breaker(min_calls=1, failure_rate=0.5, probes=3),
        [(0, "bad", OPEN), (5, "good", HALF_OPEN), (5, "bad", HALF_OPEN), (5, "good", CLOSED)],
    ),
    "two of three are enough to open, and one success cannot save it": (
        Breaker(min_calls=1, failure_rate=0.5, probes=3),
        [(0, "bad", OPEN), (5, "bad", HALF_OPEN), (5, "bad", OPEN)],
    ),
    "two of three are enough to close": (
        Breaker(min_calls=1, failure_rate=0.5, probes=3),
        [(0, "bad", OPEN), (5, "good", HALF_OPEN), (5, "good", CLOSED)],
    ),
    "slow calls open it": (
        Breaker(min_calls=2, slow_after=1.0, slow_rate=0.5),
        [(0, "1.0", CLOSED), (0, "1.0", CLOSED), (0, "1.001", CLOSED), (0, "1.001", OPEN)],
    ),
    "a slow probe does too": (
        Breaker(min_calls=1, slow_after=1.0, slow_rate=1.0),
        [(0, "2.0", OPEN), (5, "2.0", OPEN), (15, "0.1", CLOSED)],
    ),
    "by count, whenever they were": (
        Breaker(min_calls=2, window_calls=3),
        [
            (0, "bad", CLOSED),
            (999, "good", OPEN),
            (1004, "good", CLOSED),
            (1005, "good", CLOSED),
            (1006, "good", CLOSED),
            (2000, "bad", CLOSED),
            (3000, "good", CLOSED),
            (4000, "good", CLOSED),
            (5000, "bad", CLOSED),
            (6000, "bad", OPEN),
        ],
    ),
}


def call(breaker: CircuitBreaker, now: float, what: str) -> None:
    permit = breaker.permit(now)
    assert (permit is None) == (what == "no"), f"at {now}"
    if permit is None or what == "probe":
        return
    if what == "ignored":
        breaker.ignore(permit)
    else:
        seconds = 0.0 if what in ("good", "bad") else float(what)
        breaker.record(permit, now, failed=what == "bad", seconds=seconds)


@pytest.mark.parametrize("name", TIMELINES)
def test_timeline(name: str) -> None:
    config, steps = TIMELINES[name]
    breaker = CircuitBreaker(config)
    for now, what, state in steps:
        call(breaker, now, what)
        assert breaker.state is state, f"{what} at {now}"


def opened(now: float = 0.0, config: Breaker = FIVE) -> CircuitBreaker:
    breaker = CircuitBreaker(config)
    while breaker.state is CLOSED:
        call(breaker, now, "bad")
    return breaker


def test_a_look_says_when_to_come_again_and_takes_nothing() -> None:
    breaker = opened()
    assert breaker.peek(1.0) == 5.0
    assert [breaker.peek(5.0) for _ in range(3)] == [None] * 3
    assert breaker.permit(5.0) is not None
    assert breaker.peek(6.0) == 11.0


def test_an_outcome_of_an_earlier_period_does_not_count() -> None:
    breaker = CircuitBreaker(FIVE)
    late = breaker.permit(0.0)
    assert late is not None
    for _ in range(4):
        call(breaker, 0.0, "bad")
    assert breaker.permit(5.0) is not None
    breaker.record(late, 5.0, failed=False)
    breaker.ignore(late)
    assert breaker.state is HALF_OPEN and breaker.permit(5.0) is None


def test_by_hand() -> None:
    breaker = CircuitBreaker(FIVE)
    breaker.isolate()
    assert breaker.permit(1e9) is None and breaker.peek(0.0) == math.inf
    breaker.close()
    assert breaker.state is CLOSED and breaker.permit(0.0) is not None


def test_openings_in_a_row_for_ever_are_no_overflow() -> None:
    breaker, now = opened(), 0.0
    for _ in range(1100):
        now += 20.0
        call(breaker, now, "bad")
    assert breaker.state is OPEN and breaker.peek(now) == now + 20.0


@dataclass
class Attempt:
    permit: int
    period: int = field(default=0)


class Probing(RuleBasedStateMachine):
    """Attempts begin, end well or badly, or say nothing, in any order and at any time."""

    @initialize(
        probes=st.integers(1, 3),
        rate=st.sampled_from([0.3, 0.5, 1.0]),
        by_count=st.booleans(),
    )
    def make(self, probes: int, rate: float, by_count: bool) -> None:
        self.probes = probes
        self.config = Breaker(
            min_calls=3,
            failure_rate=rate,
            probes=probes,
            window_calls=5 if by_count else None,
            open_cap=20.0,
        )
        self.breaker = CircuitBreaker(self.config)
        self.now = 0.0
        self.out: list[Attempt] = []
        self.opened_at: float | None = None
        self.pause = 0.0

    @rule(seconds=st.sampled_from([0.0, 0.4, 1.0, 4.9, 5.0, 11.0, 21.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def begin(self) -> None:
        state = self.breaker.state
        looked = self.breaker.peek(self.now)
        permit = self.breaker.permit(self.now)
        assert (permit is None) == (looked is not None)
        if looked is not None:
            assert looked > self.now
        if permit is not None:
            if state is OPEN:
                assert self.breaker.state is HALF_OPEN
            self.out.append(Attempt(permit, self.breaker.period))

    @precondition(lambda self: self.out)
    @rule(data=st.data(), what=st.sampled_from(["good", "bad", "ignored"]))
    def end(self, data: st.DataObject, what: str) -> None:
        attempt = data.draw(st.sampled_from(self.out))
        self.out.remove(attempt)
        before = (self.breaker.state, self.breaker.period)
        if what == "ignored":
            self.breaker.ignore(attempt.permit)
            assert (self.breaker.state, self.breaker.period) == before
        else:
            self.breaker.record(attempt.permit, self.now, failed=what == "bad")
        if attempt.period != before[1]:
            assert (self.breaker.state, self.breaker.period) == before

    @invariant()
    def undecided_probes_are_bounded(self) -> None:
        if hasattr(self, "breaker") and self.breaker.state is HALF_OPEN:
            undecided = [a for a in self.out if a.period == self.breaker.period]
            assert len(undecided) <= self.probes

    @invariant()
    def it_never_stays_shut_for_longer_than_its_cap(self) -> None:
        if not hasattr(self, "breaker"):
            return
        looked = self.breaker.peek(self.now)
        if self.breaker.state is OPEN and looked is not None:
            assert looked - self.now <= self.config.open_cap + 1e-9

    def teardown(self) -> None:
        if not hasattr(self, "breaker"):
            return
        # Whatever happened, a vendor that is well again is found to be.
        for _ in range(2 * self.probes + 2):
            self.now += 21.0
            permit = self.breaker.permit(self.now)
            if permit is not None:
                self.breaker.record(permit, self.now, failed=False)
            while (permit := self.breaker.permit(self.now)) is not None:
                if self.breaker.state is CLOSED:
                    return
                self.breaker.record(permit, self.now, failed=False)
        assert self.breaker.state is CLOSED


TestProbing = Probing.TestCase
TestProbing.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
