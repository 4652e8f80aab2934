"""The rate limiter and the token bucket: any window, first come first served, nothing lost."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime.policies.admission import Cause, Place, Refused
from portwright_runtime.policies.bucket import TokenBucket
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.limiter import RateLimiter
from tests.runtime.crowd import Crowd, most_in_a_window


def started(crowd: Crowd, times: int) -> None:
    for _ in range(times):
        crowd.start(crowd.arrive())


def test_n_start_at_once_and_the_next_a_period_after_the_first() -> None:
    crowd = Crowd(RateLimiter(3, 1.0))
    crowd.now = 5.25
    started(crowd, 3)
    late = crowd.arrive()
    crowd.wait(6.25 - 1e-9)
    assert late.state == "waiting"
    crowd.wait(6.25)
    assert (late.state, late.admitted_at) == ("admitted", 6.25)


def test_one_per_period_is_exact_and_at_full_throughput() -> None:
    crowd = Crowd(RateLimiter(1, 1.0, wait=100.0))
    callers = [crowd.arrive() for _ in range(5)]
    crowd.start(callers[0])
    for second in range(1, 5):
        crowd.wait(float(second))
        assert crowd.admitted == list(range(second + 1))
        crowd.start(callers[second])
    assert crowd.starts == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_a_burst_smooths() -> None:
    crowd = Crowd(RateLimiter(10, 1.0, burst=2))
    callers = [crowd.arrive() for _ in range(12)]
    for _ in range(400):
        for caller in crowd.of("admitted"):
            crowd.start(caller)
        crowd.wait(crowd.now + 0.005)
    # The bucket would let the eleventh go at 0.9, but ten have started within the second.
    smooth = [0.0, 0.0, *(n / 10 for n in range(1, 9)), 1.0, 1.0]
    assert [c.admitted_at for c in callers] == pytest.approx(smooth, abs=1e-6)


def test_who_holds_a_token_and_does_not_start_bunches_with_nobody() -> None:
    crowd = Crowd(RateLimiter(1, 1.0))
    first, second = crowd.arrive(), crowd.arrive()
    crowd.wait(3.0)
    assert second.state == "waiting"
    crowd.start(first)
    crowd.wait(4.0 - 1e-9)
    assert second.state == "waiting"
    crowd.wait(4.0)
    assert second.state == "admitted"


def test_a_token_that_is_given_back_goes_to_the_next_at_once() -> None:
    crowd = Crowd(RateLimiter(1, 60.0, wait=100.0))
    first, second = crowd.arrive(), crowd.arrive()
    crowd.give_back(first)
    crowd.settle()
    assert (second.state, second.admitted_at) == ("admitted", 0.0)


def test_who_gives_up_makes_room_for_those_behind() -> None:
    crowd = Crowd(RateLimiter(1, 10.0, wait=100.0))
    started(crowd, 1)
    first, second = crowd.arrive(), crowd.arrive()
    crowd.wait(1.0)
    crowd.leave(first)
    crowd.wait(10.0)
    assert (second.state, second.admitted_at) == ("admitted", 10.0)


def test_a_thread_that_read_the_clock_too_early_starts_no_sooner_than_the_last() -> None:
    limiter = RateLimiter(2, 1.0)
    assert limiter.admit(5.0, 9.0) is None and limiter.admit(5.0, 9.0) is None
    limiter.start(5.2)
    limiter.start(5.1)
    places = [limiter.admit(5.3, 9.0) for _ in range(2)]
    assert [place.due for place in places if isinstance(place, Place)] == [6.2, 6.2]
    limiter = RateLimiter(2, 1.0)
    assert limiter.pass_now(5.2) and not limiter.pass_now(5.1)


def test_who_would_start_too_late_is_refused_at_arrival() -> None:
    crowd = Crowd(RateLimiter(1, 3.0, wait=5.0))
    started(crowd, 1)
    assert crowd.arrive().state == "waiting"
    refused = crowd.arrive()
    assert refused.refused == Refused(Cause.LIMIT, 6.0)
    assert crowd.arrive(latest=2.0).refused == Refused(Cause.LIMIT, 6.0)


def test_a_full_queue_refuses() -> None:
    crowd = Crowd(RateLimiter(1, 1.0, room=1))
    started(crowd, 1)
    assert [crowd.arrive().state for _ in range(2)] == ["waiting", "refused"]


@pytest.mark.parametrize(("burst", "cost"), [(None, 4), (2, 3)])
def test_a_cost_that_can_never_be_paid_is_refused_at_once(burst: int | None, cost: int) -> None:
    found = RateLimiter(3, 1.0, burst=burst).admit(0.0, math.inf, cost)
    assert found == Refused(Cause.LIMIT, math.inf)


def test_a_cost_takes_so_many() -> None:
    limiter = RateLimiter(3, 1.0)
    assert limiter.admit(0.0, 9.0, 2) is None
    limiter.start(0.0, 2)
    place = limiter.admit(0.0, 9.0, 2)
    assert isinstance(place, Place) and place.due == 1.0
    assert limiter.advance(place, 1.0) is None


class TestHolding:
    def test_lets_nobody_start_before(self) -> None:
        crowd = Crowd(limiter := RateLimiter(5, 1.0, wait=50.0))
        limiter.hold(7.0)
        caller = crowd.arrive()
        crowd.wait(7.0 - 1e-9)
        assert caller.state == "waiting"
        crowd.wait(7.0)
        assert caller.state == "admitted"

    def test_tells_those_who_wait_at_once_when_it_is_too_long_for_them(self) -> None:
        crowd = Crowd(limiter := RateLimiter(1, 1.0, wait=5.0))
        started(crowd, 1)
        waiting = [crowd.arrive() for _ in range(3)]
        limiter.hold(30.0)
        crowd.settle()
        assert {c.refused for c in waiting} == {Refused(Cause.LIMIT, 30.0)}
        assert crowd.now == 0.0

    def test_is_never_shortened(self) -> None:
        crowd = Crowd(limiter := RateLimiter(1, 1.0))
        limiter.hold(3.0)
        limiter.hold(1.0)
        assert crowd.arrive().state == "waiting"
        crowd.wait(2.0)
        assert crowd.of("admitted") == []


def test_another_process_has_its_share() -> None:
    assert Limit(rate=(10, 1.0), share=(1, 4)).per_period == (2, 1.0)
    assert Limit(rate=(1, 1.0), share=(1, 4)).per_period == (1, 4.0)
    assert Limit(rate=(100, 60.0)).per_period == (100, 60.0)


times = st.floats(0, 3).map(lambda t: round(t, 3))


class AnyWindow(RuleBasedStateMachine):
    """Callers come, wait, start, give up and give back in any order."""

    @initialize(
        count=st.integers(1, 4),
        period=st.sampled_from([0.5, 1.0, 3.0]),
        burst=st.none() | st.integers(1, 4),
        room=st.integers(0, 6),
        wait=st.sampled_from([0.7, 5.0, 50.0]),
    )
    def make(self, count: int, period: float, burst: int | None, room: int, wait: float) -> None:
        self.count, self.period = count, period
        self.burst = min(burst, count) if burst else None
        self.room, self.longest = room, wait
        self.limiter = RateLimiter(count, period, burst=self.burst, room=room, wait=wait)
        self.crowd = Crowd(self.limiter)
        self.held = 0.0

    @rule(patience=times | st.just(math.inf))
    def arrive(self, patience: float) -> None:
        self.crowd.arrive(self.crowd.now + patience)
        self.crowd.settle()

    @rule(seconds=times)
    def wait(self, seconds: float) -> None:
        self.crowd.wait(self.crowd.now + seconds)

    @rule(undone=st.booleans())
    def pass_in_one(self, undone: bool) -> None:
        waiting = self.crowd.of("waiting")
        if self.limiter.pass_now(self.crowd.now):
            assert not waiting and self.crowd.now >= self.held
            if undone:
                self.limiter.undo(self.crowd.now)
            else:
                self.crowd.starts.append(self.crowd.now)
        self.crowd.settle()

    @precondition(lambda self: self.crowd.of("admitted"))
    @rule(data=st.data())
    def start(self, data: st.DataObject) -> None:
        self.crowd.start(data.draw(st.sampled_from(self.crowd.of("admitted"))))
        self.crowd.settle()

    @precondition(lambda self: self.crowd.of("admitted"))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        self.crowd.give_back(data.draw(st.sampled_from(self.crowd.of("admitted"))))
        self.crowd.settle()

    @precondition(lambda self: self.crowd.of("waiting"))
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        self.crowd.leave(data.draw(st.sampled_from(self.crowd.of("waiting"))))
        self.crowd.settle()

    @rule(seconds=times)
    def hold(self, seconds: float) -> None:
        self.held = max(self.held, self.crowd.now + seconds)
        self.limiter.hold(self.crowd.now + seconds)
        self.crowd.settle()

    @invariant()
    def no_window_has_too_many(self) -> None:
        starts = self.crowd.starts
        assert most_in_a_window(starts, self.period) <= self.count
        if self.burst:
            rate = self.count / self.period
            for i, first in enumerate(starts):
                for j in range(i, len(starts)):
                    assert j - i + 1 <= self.burst + rate * (starts[j] - first) + 1e-6

    @invariant()
    def nobody_overtakes(self) -> None:
        assert self.crowd.admitted == sorted(self.crowd.admitted)
        if self.crowd.admitted:
            first_waiting = min((c.number for c in self.crowd.of("waiting")), default=math.inf)
            assert self.crowd.admitted[-1] < first_waiting

    @invariant()
    def the_queue_is_bounded(self) -> None:
        assert len(self.crowd.of("waiting")) == self.limiter.waiting <= self.room
        for caller in self.crowd.callers:
            if caller.admitted_at is not None:
                assert caller.admitted_at <= caller.arrived + self.longest

    @invariant()
    def nobody_waits_for_nothing(self) -> None:
        if self.crowd.of("waiting") and self.crowd.now >= self.held:
            recent = [s for s in self.crowd.starts if s + self.period > self.crowd.now]
            taken = len(recent) + len(self.crowd.of("admitted"))
            assert taken >= self.count or self.burst

    def teardown(self) -> None:
        if not hasattr(self, "crowd"):
            return
        for caller in self.crowd.of("admitted"):
            self.crowd.give_back(caller)
        for _ in range(100):
            self.crowd.settle()
            for caller in self.crowd.of("admitted"):
                self.crowd.start(caller)
            self.crowd.wait(self.crowd.now + self.period)
        assert self.crowd.of("waiting") == []
        self.crowd.wait(self.crowd.now + 3 * self.period)
        assert self.limiter.idle(self.crowd.now)


TestAnyWindow = AnyWindow.TestCase
TestAnyWindow.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(
    st.integers(1, 5),
    st.sampled_from([0.1, 1.0, 7.0]),
    st.lists(st.tuples(times, st.integers(1, 3)), max_size=30),
)
def test_a_bucket_alone_keeps_its_bound(
    burst: int, rate: float, asked: list[tuple[float, int]]
) -> None:
    bucket = TokenBucket(rate, burst)
    starts: list[float] = []
    now = 0.0
    for pause, cost in asked:
        now += pause
        if cost <= burst and bucket.due(now, cost) <= now:
            bucket.take(now, cost)
            starts += [now] * cost
    for i, first in enumerate(starts):
        for j in range(i, len(starts)):
            assert j - i + 1 <= burst + rate * (starts[j] - first) + 1e-6


@given(st.floats(0.0, 1e6), st.sampled_from([3.0, 10.0, 30.0, 60.0, 7.5]), st.integers(1, 20))
def test_a_full_bucket_has_all_its_tokens_at_any_moment(
    now: float, rate: float, burst: int
) -> None:
    bucket = TokenBucket(rate, burst)
    for _ in range(burst):
        assert bucket.due(now, 1) == now
        bucket.take(now, 1)
    assert bucket.due(now, 1) > now
