"""Budget, bulkhead, quota and keyed cores."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime.policies.admission import Cause, Refused
from portwright_runtime.policies.budget import Budget, RetryBudget
from portwright_runtime.policies.bulkhead import SlotPool
from portwright_runtime.policies.keyed import ByKey
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.quota import QuotaMeter
from portwright_runtime.policies.quota_field import reset_of, used_of
from tests.runtime.crowd import Crowd


class TestBudget:
    def test_ten_deposits_of_a_tenth_are_one_retry(self) -> None:
        budget = RetryBudget(Budget(ratio=0.1, cap=1))
        assert budget.withdraw() and not budget.withdraw()
        for _ in range(9):
            budget.deposit()
        assert not budget.withdraw()
        budget.deposit()
        assert budget.withdraw()

    def test_is_never_over_its_cap(self) -> None:
        budget = RetryBudget(Budget(ratio=0.5, cap=2))
        for _ in range(100):
            budget.deposit()
        budget.give_back()
        assert budget.level == 2
        assert [budget.withdraw() for _ in range(3)] == [True, True, False]

    def test_none_is_none(self) -> None:
        budget = RetryBudget(Budget(ratio=0.0, cap=0))
        budget.deposit()
        assert not budget.withdraw()

    @given(
        ratio=st.sampled_from([0.0, 0.1, 0.2, 1.0, 3.0]),
        cap=st.integers(0, 10),
        steps=st.lists(st.sampled_from(["call", "retry", "not sent"]), max_size=200),
    )
    def test_retries_are_bounded_by_the_calls(
        self, ratio: float, cap: int, steps: list[str]
    ) -> None:
        budget = RetryBudget(Budget(ratio=ratio, cap=cap))
        calls = retries = 0
        for step in steps:
            if step == "call":
                calls += 1
                budget.deposit()
            elif budget.withdraw():
                if step == "retry":
                    retries += 1
                else:
                    budget.give_back()
            assert 0 <= budget.level <= cap
        assert calls + retries <= calls * (1 + ratio) + cap + 1e-6


class TestSlots:
    def test_so_many_at_once_then_so_many_in_line_then_none(self) -> None:
        crowd = Crowd(SlotPool(2, room=1))
        assert [crowd.arrive().state for _ in range(4)] == [
            "admitted",
            "admitted",
            "waiting",
            "refused",
        ]
        assert crowd.callers[3].refused == Refused(Cause.BULKHEAD)

    def test_a_wait_has_an_end(self) -> None:
        crowd = Crowd(SlotPool(1, wait=1.0))
        crowd.arrive()
        late = crowd.arrive()
        crowd.wait(0.999)
        assert late.state == "waiting"
        crowd.wait(1.0)
        assert late.state == "refused"

    def test_a_slot_goes_to_the_first_in_line_and_not_to_who_comes_just_then(self) -> None:
        crowd = Crowd(SlotPool(1))
        holder, first = crowd.arrive(), crowd.arrive()
        crowd.start(holder)
        crowd.finish(holder)
        newcomer = crowd.arrive()
        crowd.settle()
        assert (first.state, newcomer.state) == ("admitted", "waiting")


class Slots(RuleBasedStateMachine):
    """Callers take slots, wait, give up, and are done."""

    @initialize(size=st.integers(1, 3), room=st.integers(0, 4))
    def make(self, size: int, room: int) -> None:
        self.size, self.room = size, room
        self.pool = SlotPool(size, room=room, wait=1.0)
        self.crowd = Crowd(self.pool)

    @rule()
    def arrive(self) -> None:
        self.crowd.arrive()

    @rule()
    def settle(self) -> None:
        self.crowd.settle()

    @rule(seconds=st.sampled_from([0.3, 1.0]))
    def wait(self, seconds: float) -> None:
        self.crowd.settle()
        self.crowd.wait(self.crowd.now + seconds)

    @precondition(lambda self: self.crowd.of("admitted"))
    @rule(data=st.data(), sent=st.booleans())
    def done(self, data: st.DataObject, sent: bool) -> None:
        caller = data.draw(st.sampled_from(self.crowd.of("admitted")))
        if sent:
            self.crowd.start(caller)
            self.crowd.finish(caller)
        else:
            self.crowd.give_back(caller)

    @precondition(lambda self: self.crowd.of("waiting"))
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        self.crowd.leave(data.draw(st.sampled_from(self.crowd.of("waiting"))))

    @invariant()
    def it_is_bounded_and_counts_right(self) -> None:
        taken = len(self.crowd.of("admitted"))
        assert self.pool.in_flight == taken <= self.size
        assert self.pool.waiting == len(self.crowd.of("waiting")) <= self.room

    @invariant()
    def first_come_first_served(self) -> None:
        assert self.crowd.admitted == sorted(self.crowd.admitted)

    @invariant()
    def a_free_slot_has_been_offered(self) -> None:
        waiting = self.crowd.of("waiting")
        if waiting and self.pool.in_flight < self.size:
            assert waiting[0].rung

    def teardown(self) -> None:
        if not hasattr(self, "crowd"):
            return
        for _ in range(20):
            for caller in self.crowd.of("admitted"):
                self.crowd.give_back(caller)
            self.crowd.settle()
        assert self.crowd.of("waiting") == [] and self.pool.idle(self.crowd.now)


TestSlotsAnyhow = Slots.TestCase
TestSlotsAnyhow.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def use(meter: QuotaMeter, now: float, times: int) -> list[Refused | None]:
    found = []
    for _ in range(times):
        found.append(meter.admit(now, 1e9))
        if found[-1] is None:
            meter.start(now)
    return found


class TestQuota:
    def test_the_reserve_is_left_to_others(self) -> None:
        found = use(QuotaMeter(10, 3600.0, reserve=0.2), 5.0, 9)
        assert found == [None] * 8 + [Refused(Cause.QUOTA, 5.0 + 150.0)]

    def test_what_was_used_a_period_ago_is_free_again(self) -> None:
        meter = QuotaMeter(2, 60.0)
        use(meter, 0.0, 1)
        use(meter, 30.0, 1)
        assert isinstance(meter.admit(59.0, 1e9), Refused)
        assert use(meter, 61.6, 2) == [None, Refused(Cause.QUOTA, 61.6 + 2.5)]

    def test_what_was_used_late_in_a_bucket_counts_for_a_whole_period(self) -> None:
        meter = QuotaMeter(10, 60.0)
        use(meter, 0.999, 10)
        assert use(meter, 60.0, 1) == [Refused(Cause.QUOTA, 62.5)]

    def test_what_is_not_sent_is_not_used(self) -> None:
        meter = QuotaMeter(1, 60.0)
        assert meter.admit(0.0, 1e9) is None
        assert isinstance(meter.admit(0.0, 1e9), Refused)
        meter.give_back(0.0)
        assert meter.admit(2.5, 1e9) is None

    def test_the_vendor_knows_better(self) -> None:
        meter = QuotaMeter(100, 60.0)
        use(meter, 0.0, 3)
        meter.observe(0.0, 98)
        assert meter.used(0.0) == 98
        assert use(meter, 1.0, 3) == [None, None, Refused(Cause.QUOTA, 3.5)]

    def test_a_named_reset_is_waited_for_and_then_one_may_look(self) -> None:
        meter = QuotaMeter(100, 3600.0)
        meter.observe(0.0, 100, resets_in=40.0)
        assert meter.admit(39.0, 1e9) == Refused(Cause.QUOTA, 40.0)
        assert use(meter, 40.0, 2) == [None, Refused(Cause.QUOTA, 190.0)]
        meter.observe(41.0, 1)
        assert use(meter, 41.0, 99) == [None] * 99

    def test_nonsense_is_not_believed_for_longer_than_a_period(self) -> None:
        meter = QuotaMeter(10, 60.0)
        meter.observe(0.0, -5)
        assert meter.used(0.0) == 0
        meter.observe(0.0, 10**12, resets_in=1e300)
        assert meter.admit(59.0, 1e9) == Refused(Cause.QUOTA, 60.0)
        assert meter.admit(60.0, 1e9) is None

    def test_a_share_counts_its_part_and_reads_the_whole(self) -> None:
        meter = QuotaMeter(25, 60.0, total=100)
        assert use(meter, 0.0, 26)[-1] is not None
        meter.observe(10.0, 60)
        assert use(meter, 10.0, 40) == [None] * 40

    @pytest.mark.parametrize(
        ("value", "form", "used"),
        [
            ("api-usage=18/5000", "used_of_total", 18),
            ("api-usage=18/6000", "used_of_total", 0),
            ("api-usage=5990/6000 (per-app=3/4)", "used_of_total", 4990),
            ("4000", "remaining", 1000),
            ("9000", "remaining", 0),
            (" 7 ", "used", 7),
            ("-7", "used", None),
            ("seven", "used", None),
            ("٧", "used", None),
            ("18", "used_of_total", None),
            ("", "remaining", None),
            (None, "remaining", None),
            ("9" * 10**6, "remaining", None),
            ("1/" * 10**6, "used_of_total", None),
        ],
    )
    def test_what_vendors_write(self, value: str | None, form: str, used: int | None) -> None:
        assert used_of(value, form, 5000) == used  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("value", "seconds"), [("30", 30.0), (None, None), ("-1", None), ("9" * 999, None)]
    )
    def test_resets(self, value: str | None, seconds: float | None) -> None:
        assert reset_of(value) == seconds


class TestByKey:
    def test_each_key_has_its_own_and_the_longest_unused_goes(self) -> None:
        pools = ByKey(lambda: SlotPool(1), kept=2)
        first = pools.of("a", 0.0)
        assert pools.of("a", 0.0) is first
        second = pools.of("b", 0.0)
        pools.of("a", 0.0)
        pools.of("c", 0.0)
        assert len(pools) == 2 and pools.of("a", 0.0) is first
        assert pools.of("b", 0.0) is not second

    def test_what_is_in_use_stays(self) -> None:
        pools = ByKey(lambda: SlotPool(1), kept=2)
        first, second = pools.of("a", 0.0), pools.of("b", 0.0)
        for pool in (first, second):
            assert pool.admit(0.0, 1.0) is None
        pools.of("c", 0.0)
        assert len(pools) == 3
        second.give_back(0.0)
        pools.of("d", 0.0)
        assert pools.of("a", 0.0) is first and len(pools) == 2

    def test_a_new_key_looks_at_a_few_however_many_are_busy(self) -> None:
        looks = 0

        class Busy(SlotPool):
            def idle(self, now: float) -> bool:
                nonlocal looks
                looks += 1
                return super().idle(now)

        pools = ByKey(lambda: Busy(1), kept=100)
        busy: list[Busy] = []
        for number in range(1000):
            busy.append(pools.of(str(number), 0.0))
            assert busy[-1].admit(0.0, 1.0) is None
        assert len(pools) == 1000 and looks <= 4 * 1000
        for pool in busy:
            pool.give_back(0.0)
        for number in range(400):
            pools.of(f"new {number}", 0.0)
        assert len(pools) == 100

    def test_there_is_an_end_to_them_and_nothing_is_forgotten(self) -> None:
        limits = ByKey(lambda: RateLimiter(1, 60.0), kept=2)
        started: dict[str, float] = {}
        for step in range(20_000):
            now, key = step * 0.01, str(step % 5000)
            if limits.of(key, now).pass_now(now):
                assert now - started.get(key, -60.0) >= 60.0
                started[key] = now
        assert len(list(limits)) == len(limits) <= 2 * 16 + 256
        # Once all is quiet, each has its own again.
        later = 20_000 * 0.01 + 60.0
        assert all(limits.of(f"late {n}", later).pass_now(later) for n in range(20))
