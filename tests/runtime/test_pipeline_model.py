"""The pipeline against plain books: calls begin, answers come, time passes, calls are cancelled."""

import itertools
import random
from dataclasses import replace
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portwright_runtime import Breaker, Bulkhead, Keyed, Limit, Queue, Retry
from portwright_runtime.errors import (
    BulkheadFull,
    CircuitOpen,
    LimitReached,
    NotFound,
    OutcomeUnknown,
    Unavailable,
)
from tests.runtime.books import SAYS, Attempt, BookedStorm, TaskDesk, ThreadDesk
from tests.runtime.crowd import most_in_a_window
from tests.runtime.doubles import Account
from tests.runtime.pipeline import of
from tests.runtime.shop import POLICY, Refund, Shop, ShopThrottled, SyncShop
from tests.runtime.storm import Task, assert_all_is_back

RATE, PERIOD, LINE, PATIENCE = 3, 1.0, 4, 2.0
SLOTS, SLOT_LINE, SLOT_PATIENCE = 2, 2, 1.0
LIMIT = Limit(rate=(RATE, PERIOD), queue=Queue(max=LINE, wait=PATIENCE))
TIGHT = replace(
    POLICY,
    deadline=1000.0,
    retry=Retry(attempts=2, base=0.5, throttle_base=0.5, cap=0.5, jitter="none", budget=None),
    breaker=Breaker(window_calls=4, min_calls=3, open_for=2.0, open_cap=8.0, probe_time=20.0),
    bulkhead=Bulkhead(concurrent=SLOTS, queue=SLOT_LINE, wait=SLOT_PATIENCE),
)
# What a call may end with after what its last attempt was told.
ENDS: dict[str, set[type]] = {
    "200": {Refund},
    "404": {NotFound, OutcomeUnknown},
    "503": {Unavailable, OutcomeUnknown, CircuitOpen, LimitReached, BulkheadFull},
    "429": {ShopThrottled, OutcomeUnknown, CircuitOpen, LimitReached, BulkheadFull},
    "lost": {OutcomeUnknown},
    "": {CircuitOpen, LimitReached, BulkheadFull},
}


class Pipeline(RuleBasedStateMachine):
    """All times are quarters of a second, so that no moment is nearly another."""

    base: ClassVar[Any] = Shop
    desk: ClassVar[Any] = TaskDesk

    @initialize(seed=st.integers(0, 2**32))
    def make(self, seed: int) -> None:
        self.world = self.desk(random.Random(seed))
        kind = type("Limited", (self.base,), {"limits": (LIMIT,)})
        self.client = kind(Account(), transport=self.world, clock=self.world)
        method = of(self.client, policy=TIGHT, safety=Keyed(header="Idempotency-Key"))
        numbers = itertools.count()
        self.storm = BookedStorm(self.world, lambda: method(amount=next(numbers)))
        assert TIGHT.breaker
        self.world.open_for(self.storm, TIGHT.breaker)
        self.calls: list[Task] = []
        self.cut: set[Task] = set()

    @precondition(lambda self: len(self.storm.tasks) < SLOTS + SLOT_LINE + LINE)
    @rule(many=st.integers(1, 2))
    def begin(self, many: int) -> None:
        for _ in range(many):
            self.calls.append(self.storm.begin())
            self.storm.settle()

    @precondition(lambda self: self.world.here)
    @rule(data=st.data(), says=st.sampled_from(sorted(SAYS)))
    def say(self, data: st.DataObject, says: str) -> None:
        self._told(data.draw(st.sampled_from(self.world.here)), says)

    @precondition(lambda self: self.world.here)
    @rule(says=st.lists(st.sampled_from(sorted(SAYS)), min_size=SLOTS, max_size=SLOTS))
    def say_to_all(self, says: list[str]) -> None:
        """And half a second later, when those that failed come again."""
        for attempt, what in zip(list(self.world.here), says, strict=False):
            self._told(attempt, what)
        self.storm.pass_time(self.world.time + 0.5)

    def _told(self, attempt: Attempt, says: str) -> None:
        attempt.says = says
        attempt.wait.rung = True
        self.storm.settle()

    @rule(quarters=st.sampled_from([1, 2, 4, 8, 40, 100]))
    def wait(self, quarters: int) -> None:
        self.storm.pass_time(self.world.time + quarters / 4)

    @precondition(lambda self: self.storm.tasks)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        task = data.draw(st.sampled_from(self.storm.tasks))
        self.cut.add(task)
        self.storm.cut(task)
        self.storm.settle()

    @invariant()
    def limits_hold(self) -> None:
        assert self.world.sending == len(self.world.here) <= SLOTS
        assert most_in_a_window(self.world.starts, PERIOD) <= RATE

    @invariant()
    def first_come_first_served(self) -> None:
        latest = 0.0
        for _, at_once in itertools.groupby(self.world.all, lambda attempt: attempt.at):
            asked = [attempt.asked for attempt in at_once]
            assert min(asked) >= latest
            latest = max(asked)

    @invariant()
    def the_breaker_is_as_the_plain_one(self) -> None:
        states = self.client.breakers
        # Time alone is seen by who asks.
        if states and self.world.breaker.state != "half_open":
            assert states[""] == self.world.breaker.state

    @invariant()
    def nobody_waits_for_nothing(self) -> None:
        now = self.world.time
        recent = sum(start > now - PERIOD for start in self.world.starts)
        if len(self.world.here) < SLOTS and recent < RATE and now >= self.world.held:
            at_the_vendor = {attempt.task for attempt in self.world.here}
            others = [task for task in self.storm.tasks if task not in at_the_vendor]
            # They sleep before another attempt, which has no line.
            assert all(self._tried(task) for task in others)

    @invariant()
    def calls_keep_their_key_and_their_attempts(self) -> None:
        assert all(len(keys) == 1 and None not in keys for keys in self.world.keys.values())
        assert all(times <= 2 for times in self.world.attempts.values())

    @invariant()
    def every_end_has_its_reason(self) -> None:
        for task in [task for task in self.calls if task.end is not None]:
            self.calls.remove(task)
            if task not in self.cut:
                told = [attempt.says for attempt in self.world.all if attempt.task is task]
                assert type(task.end) in ENDS[told[-1] if told else ""]
                lost = "lost" in told and told[-1] != "404" and told[-1] != "200"
                assert lost == (type(task.end) is OutcomeUnknown)

    def _tried(self, task: Task) -> bool:
        return any(attempt.task is task for attempt in self.world.all)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        for _ in range(200):
            for attempt in self.world.here:
                attempt.says, attempt.wait.rung = "200", True
            self.storm.pass_time(self.world.time + 0.5)
        assert self.storm.tasks == []
        assert_all_is_back(self.client, self.world.retries)


class ThreadPipeline(Pipeline):
    base = SyncShop
    desk = ThreadDesk


TestTasks = Pipeline.TestCase
TestTasks.settings = settings(max_examples=250, stateful_step_count=40, deadline=None)
TestThreads = ThreadPipeline.TestCase
TestThreads.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
