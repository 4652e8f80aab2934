"""Passages of several calls through the same gates, step by step."""

from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import Bulkhead, Limit, OperationSpec, Request, Unsafe
from portwright_runtime._sync.gatekeeper import SyncGatekeeper
from portwright_runtime.course import Course
from portwright_runtime.gates.health import Health
from portwright_runtime.gates.passage import Passage
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.scope import Param
from tests.runtime.doubles import Account, Clock, Wire, answer
from tests.runtime.shop import POLICY, SyncShop

ONE = replace(POLICY, breaker=None, bulkhead=Bulkhead(concurrent=1, queue=9, wait=10.0))


def keeper_of(*limits: Limit) -> SyncGatekeeper:
    return SyncGatekeeper(Account(), limits, Clock())


def named(name: str) -> OperationSpec[Any]:
    return replace(SyncShop.create_refund.spec, name=name, policy=ONE)


def begun(keeper: SyncGatekeeper, spec: OperationSpec[Any], **parts: Any) -> Passage[Any]:
    return keeper.passage(spec, Request(**parts), 100.0)


def test_who_is_held_lets_those_behind_pass() -> None:
    """A slot goes to the first who may start; another operation is not held by what holds one."""
    keeper = keeper_of(Limit(per="operation", rate=(100, 1.0)))
    held, free = named("held"), named("free")
    first, second, other = begun(keeper, held), begun(keeper, held), begun(keeper, free)
    assert first.go(0.0)
    assert second.advance(0.0) == 10.0 and other.advance(0.0) == 10.0
    rung: list[str] = []
    for name, passage in (("second", second), ("other", other)):
        assert passage._place is not None
        passage._place.ring = lambda name=name: rung.append(name)  # type: ignore[misc]

    first.throttled(2.0, 0.5)
    first.end(Health.SILENT, 0.5)
    assert rung == ["second"] and second.advance(0.5) == 2.5
    assert rung == ["second", "other"] and other.advance(0.5) is None
    other.start(0.5)
    other.end(Health.GOOD, 1.0)
    assert second.advance(2.5) is None


def test_a_parameter_has_one_limit_however_long_a_call_waits_in_between() -> None:
    """Its core is forgotten when it idles, so each attempt asks for the one that counts now."""
    limit = Limit(per=Param("realm"), rate=(1, 1.0))
    keeper, spec = keeper_of(limit), replace(named("op"), policy=replace(POLICY, bulkhead=None))
    call = begun(keeper, spec, path={"realm": "a"})
    assert call.go(0.0)
    call.end(Health.BAD, 0.1)
    for number in range(2000):
        assert begun(keeper, spec, path={"realm": str(number)}).go(5.0)
    assert begun(keeper, spec, path={"realm": "a"}).go(5.5)
    assert not call.go(5.6)
    assert call.advance(5.6) == 6.5


@pytest.mark.parametrize("asked", ["breakers", "isolate", "restore"])
def test_the_child_of_a_fork_waits_for_no_lock_of_its_parent(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    client = SyncShop(Account(), transport=Wire(answer()), clock=Clock())
    parents = client._gatekeeper.gates
    with parents._lock:
        monkeypatch.setattr(PROCESS, "generation", PROCESS.generation + 1)
        member = getattr(client, asked)
        if callable(member):
            member()
    assert client._gatekeeper.gates is not parents


def test_a_wait_is_told_once_however_often_it_is_asked_again() -> None:
    keeper = keeper_of(Limit(per="connection", rate=(1, 1.0)))
    told: list[float] = []
    first, second = begun(keeper, named("op")), begun(keeper, named("op"))
    assert first.go(0.0)
    first.end(Health.GOOD, 0.0)

    class Telling:
        def wait(self, attempt: int, outcome: object, seconds: float, stage: str) -> None:
            told.append(seconds)

        def states(self, states: object) -> None:
            """Nothing changes here."""

    class Impatient:
        """Asks again before it is due."""

        def __init__(self) -> None:
            self.time = 0.0

        def now(self) -> float:
            return self.time

    clock = Impatient()
    keeper._clock = clock  # type: ignore[assignment]

    class Bell:
        def ring(self) -> None:
            """Nobody is woken."""

        def wait(self, seconds: float) -> None:
            clock.time += min(seconds, 0.3)

    second._make_bell = Bell
    course = Course("op", ONE, Unsafe(), None, Deadline(100.0))
    keeper.lead(second, 0.0, course, Telling())  # type: ignore[arg-type]
    assert told == [1.0] and clock.time >= 1.0
