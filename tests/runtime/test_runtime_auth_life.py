"""The life of a token: used, renewed ahead of its end, rejected, refused."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from portwright_runtime.auth.life import REFUSED_FOR, Life, Refused, Renew, Use
from portwright_runtime.auth.refusal import Refusal

NO = Refusal("no", 400, "invalid_client")
LATER = Refusal("later", 503, transient=True)


def given(lasts: float = 3600.0, ahead: float = 60.0, now: float = 0.0) -> Life[str]:
    life: Life[str] = Life()
    life.given("t1", now, lasts=lasts, ahead=ahead)
    return life


def kind(decision: object) -> str:
    if isinstance(decision, Renew):
        return "renew ahead" if decision.meanwhile else "renew"
    return type(decision).__name__.lower()


TIMELINE = [
    (0.0, "use"),
    (3539.9, "use"),
    (3540.0, "renew ahead"),
    (3599.9, "renew ahead"),
    (3600.0, "renew"),
    (1e9, "renew"),
]


@pytest.mark.parametrize(("now", "expected"), TIMELINE)
def test_a_token_is_renewed_ahead_of_its_end(now: float, expected: str) -> None:
    assert kind(given().decide(now)) == expected


def test_nothing_is_had_at_first() -> None:
    assert kind(Life[str]().decide(0.0)) == "renew"


@pytest.mark.parametrize(
    ("now", "expected"), [(29.9, "use"), (30.0, "renew ahead"), (60.0, "renew")]
)
def test_a_short_life_is_used_for_half_of_it(now: float, expected: str) -> None:
    assert kind(given(lasts=60.0, ahead=300.0).decide(now)) == expected


def test_a_renewal_that_broke_off_is_left_alone_by_those_who_can_wait() -> None:
    life = given()
    life.failed(3540.0)
    assert kind(life.decide(3540.0 + REFUSED_FOR / 2)) == "use"
    assert kind(life.decide(3540.0 + REFUSED_FOR)) == "renew ahead"
    life.failed(3599.9)
    assert kind(life.decide(3600.0)) == "renew"


def test_a_hold_ends_with_what_is_given() -> None:
    life: Life[str] = Life()
    life.refused(Refusal("later", 503, transient=True, retry_after=60.0), 0.0)
    life.given("t1", 1.0, lasts=20.0, ahead=10.0)
    assert kind(life.decide(11.0)) == "renew ahead"


def test_what_has_no_end_is_never_renewed() -> None:
    assert kind(given(lasts=math.inf).decide(1e12)) == "use"


def test_a_rejected_token_is_renewed_once_however_many_say_so() -> None:
    life = given()
    assert life.rejected(1, 5.0) and kind(life.decide(5.0)) == "renew"
    life.given("t2", 6.0, lasts=3600.0)
    assert life.rejected(1, 6.0), "it belongs to the token before: try again with this one"
    assert kind(life.decide(6.0)) == "use"


def test_a_renewed_token_that_is_rejected_at_once_is_not_renewed_again() -> None:
    life = given()
    life.rejected(1, 5.0)
    life.given("t2", 5.0, lasts=3600.0)
    assert not life.rejected(2, 5.9) and kind(life.decide(5.9)) == "use"
    assert life.rejected(2, 6.0) and kind(life.decide(6.0)) == "renew"


def test_a_refusal_is_not_asked_about_again_at_once() -> None:
    life: Life[str] = Life()
    life.refused(NO, 0.0)
    decision = life.decide(REFUSED_FOR - 0.01)
    assert isinstance(decision, Refused) and decision.refusal is NO
    assert kind(life.decide(REFUSED_FOR)) == "renew"


def test_a_refusal_is_forgotten_with_the_next_token() -> None:
    life: Life[str] = Life()
    life.refused(LATER, 0.0)
    assert life.last_refusal() is LATER
    life.given("t", 1.0)
    assert life.last_refusal() is None


HOLDS = [(None, 0.0), (5.0, 5.0), (1e9, 60.0), (-5.0, 0.0)]


@pytest.mark.parametrize(("asked", "held"), HOLDS)
def test_what_is_unavailable_is_asked_again_when_it_says(asked: float | None, held: float) -> None:
    life: Life[str] = Life()
    life.refused(Refusal("later", 503, transient=True, retry_after=asked), 0.0)
    assert kind(life.decide(held)) == "renew"
    if held:
        assert kind(life.decide(held - 0.01)) == "refused"


def test_what_stays_unavailable_is_asked_ever_less_often() -> None:
    life: Life[str] = Life()
    asked, now = [], 0.0
    while now < 600.0:
        if kind(life.decide(now)) == "renew":
            asked.append(now)
            life.refused(LATER, now)
        now += 0.25
    pauses = [after - before for before, after in pairwise(asked)]
    assert pauses[:8] == [0.25, 0.25, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    assert set(pauses[8:]) == {60.0}
    life.given("t", now, lasts=1.0, ahead=0.0)
    life.refused(LATER, now)
    assert kind(life.decide(now + 1.0)) == "renew", "a success begins the count anew"


def test_a_failure_ahead_of_the_end_leaves_the_token_in_use() -> None:
    life = given()
    life.refused(Refusal("later", 503, transient=True, retry_after=10.0), 3545.0)
    assert kind(life.decide(3550.0)) == "use"
    assert kind(life.decide(3555.0)) == "renew ahead"


class AnyLife(RuleBasedStateMachine):
    """Any order of events: what is used is the newest, not rejected, and not over."""

    def __init__(self) -> None:
        super().__init__()
        self.life: Life[int] = Life()
        self.now = 0.0
        self.number = 0
        self.rejected: set[int] = set()
        self.ends = -math.inf

    @rule(seconds=st.floats(0, 1e4))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(lasts=st.floats(1, 1e5), ahead=st.floats(0, 1e5))
    def renewal(self, lasts: float, ahead: float) -> None:
        self.number += 1
        self.life.given(self.number, self.now, lasts=lasts, ahead=ahead)
        self.ends = self.now + lasts
        assert isinstance(self.life.decide(self.now), Use)

    @rule(refusal=st.sampled_from([NO, LATER]))
    def refusal(self, refusal: Refusal) -> None:
        self.life.refused(refusal, self.now)

    @rule(data=st.data())
    def rejection(self, data: Any) -> None:
        generation = data.draw(st.integers(0, self.number))
        if self.life.rejected(generation, self.now):
            self.rejected.add(generation)

    @invariant()
    def what_is_used_is_good(self) -> None:
        decision = self.life.decide(self.now)
        held = decision.held if isinstance(decision, Use) else None
        held = decision.meanwhile if isinstance(decision, Renew) else held
        if held:
            assert held.generation == held.value == self.number
            assert held.generation not in self.rejected and self.now < self.ends


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(deadline=None)
