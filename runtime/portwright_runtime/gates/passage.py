"""One call on its way through the gates: what its attempt holds is let go exactly once."""

from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

from portwright_runtime.gates.health import Health
from portwright_runtime.gates.lessons import hold, observe, spend
from portwright_runtime.gates.route import NO_STAGES, Route, Stages
from portwright_runtime.headers import Headers
from portwright_runtime.policies.admission import Cause, Place, Refused
from portwright_runtime.policies.breaker import State
from portwright_runtime.policies.ratelimit_field import spent_for


class Bell(Protocol):
    """What wakes who waits."""

    def ring(self) -> None:
        """End the wait."""
        ...


B = TypeVar("B", bound=Bell)
_SHUT: Final = (State.OPEN, State.ISOLATED)


class Passage(Generic[B]):
    """The handle of a call: attempt after attempt, `advance` until it is admitted, `start` when it
    is sent, `end` whatever happened. `end` may come at any time and any number of times.

    Where it has to wait, `bell` is what wakes it before it is due.
    """

    __slots__ = (
        "_began",
        "_counted",
        "_find",
        "_latest",
        "_make_bell",
        "_paid",
        "_passed",
        "_permit",
        "_place",
        "_route",
        "_stages",
        "_started",
        "bell",
    )

    def __init__(
        self,
        route: Route,
        latest: float,
        make_bell: Callable[[], B],
        find: Callable[[float], Stages],
    ) -> None:
        self._route = route
        self._stages = route.stages or NO_STAGES
        self._find = find
        self._latest = latest
        self._make_bell = make_bell
        self._passed = 0
        self._place: Place | None = None
        self._permit: int | None = None
        self._counted = self._started = self._paid = False
        self._began = 0.0
        self.bell: B | None = None

    def withdraw(self) -> bool:
        """Pay for another attempt; False if there is no budget for one."""
        self._paid = self._route.budget is None or self._route.budget.withdraw()
        return self._paid

    def shut(self, at: float) -> Refused | None:
        """That the breaker is open and will still be; there is no use in waiting for that."""
        breaker = self._route.breaker
        if breaker.state not in _SHUT:
            return None
        again = breaker.peek(at)
        return None if again is None else Refused(Cause.BREAKER, again)

    @property
    def isolated(self) -> bool:
        """Whether somebody said to send nothing, after the call was admitted."""
        return self._route.breaker.state is State.ISOLATED

    def go(self, now: float) -> bool:
        """`advance` and `start` in one, for a request that is sent at once: whether nothing is in
        its way. If something is, nothing has changed.
        """
        breaker = self._route.breaker
        if breaker.state is not State.CLOSED:
            return False
        self._permit = breaker.period
        if self._route.stages is None:
            self._stages = self._find(now)
        passed = 0
        for pass_now in self._stages.passes:
            if not pass_now(now):
                self._permit = None
                for stage in self._stages.all[:passed]:
                    stage.undo(now)
                return False
            passed += 1
        self._passed = passed
        self._started = True
        self._began = now
        if not self._counted:
            self._count()
        return True

    def _count(self) -> None:
        """Once a call, whatever becomes of it."""
        self._counted = True
        if self._route.budget:
            self._route.budget.deposit()

    def advance(self, now: float) -> float | Refused | None:
        """None when admitted; else the time to ask again, or that it is refused."""
        if not self._counted:
            self._count()
        if self._route.stages is None and not self._passed and self._place is None:
            self._stages = self._find(now)
        breaker = self._route.breaker
        closed = breaker.state is State.CLOSED
        if not closed and not self._passed:
            refused = self._looked(now)
            if refused:
                return refused
        found = self._pass_stages(now)
        if found is None:
            self._permit = breaker.period if closed else breaker.permit(now)
            if self._permit is None:
                return Refused(Cause.BREAKER, breaker.peek(now))
        return found

    def start(self, now: float) -> None:
        """The attempt is sent now; nothing to do if it was to `go`."""
        if self._started:
            return
        self._started = True
        self._began = now
        for start in self._stages.starts:
            start(now)

    @property
    def started(self) -> bool:
        """Whether the attempt was sent, and is not over."""
        return self._started

    def end(self, health: Health, now: float) -> None:
        """The attempt is over, sent or not."""
        if self._started:
            for finish in self._stages.finishes:
                finish(now)
        else:
            self._give_back(now)
        permit, breaker = self._permit, self._route.breaker
        if permit is not None:
            if self._started and health is not Health.SILENT:
                breaker.record(permit, now, health is Health.BAD, now - self._began)
            else:
                breaker.ignore(permit)
            self._permit = None
        self._passed = 0
        self._started = self._paid = False

    def learn(self, headers: Headers, clock: Callable[[], float]) -> None:
        """What an answer says of the limits; mostly nothing, and then nobody asks the time."""
        pause = spent_for(headers)
        if pause:
            self.throttled(pause, clock())
        if self._route.observes:
            self._observe(headers, clock())

    def throttled(self, seconds: float | None, now: float, *, quota: bool = False) -> None:
        """The vendor wants to be left alone, for so long if it says; `quota`: it is used up."""
        if quota:
            spend(self._stages.all, seconds, now)
        elif seconds:
            hold(self._stages.all, seconds, now)

    @property
    def stage(self) -> Cause:
        """What the call waits for."""
        return self._stages.all[self._passed].cause

    @property
    def limited(self) -> bool:
        """Whether there is anything to learn from answers."""
        return self._route.limited

    def changes(self) -> tuple[str, ...]:
        """The states that the breaker came to since somebody asked last, whoever brought it there:
        each is told once.
        """
        changes = self._route.breaker.changes
        found = tuple(state.value for state in changes)
        changes.clear()
        return found

    def _observe(self, headers: Headers, now: float) -> None:
        observe(self._stages.all, self._route.limits, headers, now)

    def _looked(self, now: float) -> Refused | None:
        """An open breaker fails fast, before anything is spent."""
        breaker = self._route.breaker
        again = breaker.peek(now) if self._place is None else None
        return None if again is None else Refused(Cause.BREAKER, again)

    def _pass_stages(self, now: float) -> float | Refused | None:
        if self._place is not None:
            again = self._ask_again(self._place, now)
            if again is not None and not isinstance(again, Refused):
                return again
            self._place = None
            if again is not None:
                return again
            self._passed += 1
        admits = self._stages.admits
        for passed in range(self._passed, len(admits)):
            found = admits[passed](now, self._latest)
            if found is not None:
                self._passed = passed
                return found if isinstance(found, Refused) else self._stand_in_line(found)
        self._passed = len(admits)
        return None

    def _ask_again(self, place: Place, now: float) -> float | Refused | None:
        """In line as before. What holds a stage that was passed holds the call in this line."""
        stage = self._stages.all[self._passed]
        until = max((passed.held() for passed in self._stages.all[: self._passed]), default=now)
        if until <= now:
            return stage.advance(place, now)
        if until > place.latest:
            stage.leave(place, now)
            return Refused(Cause.LIMIT, until)
        # Those behind may be free to go: another operation is not held by what holds this one.
        place.not_before = place.due = until
        stage.call_next(now)
        return until

    def _stand_in_line(self, place: Place) -> float:
        self._place = place
        if self.bell is None:
            self.bell = self._make_bell()
        place.ring = self.bell.ring
        return place.due

    def _give_back(self, now: float) -> None:
        if self._place is not None:
            self._stages.all[self._passed].leave(self._place, now)
            self._place = None
        for stage in self._stages.all[: self._passed]:
            stage.give_back(now)
        # With a permit it was an attempt, if one that ended where its credentials come from.
        if self._paid and self._route.budget and self._permit is None:
            self._route.budget.give_back()
