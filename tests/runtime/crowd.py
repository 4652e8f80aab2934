"""Callers before a turnstile in virtual time: they ask when due or rung, and never else."""

from dataclasses import dataclass, field

from portwright_runtime.policies.admission import Place, Refused, Turnstile


@dataclass(eq=False)
class Caller:
    """One caller; `state` is waiting, admitted, started, over, refused or gone."""

    number: int
    arrived: float
    state: str = "waiting"
    place: Place | None = None
    rung: bool = False
    admitted_at: float | None = None
    refused: Refused | None = None

    def ring(self) -> None:
        self.rung = True


@dataclass
class Crowd:
    """All of them, and what happened."""

    stage: Turnstile
    now: float = 0.0
    callers: list[Caller] = field(default_factory=list)
    admitted: list[int] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    def of(self, state: str) -> list[Caller]:
        return [caller for caller in self.callers if caller.state == state]

    def arrive(self, latest: float = float("inf")) -> Caller:
        caller = Caller(len(self.callers), self.now)
        self.callers.append(caller)
        self._answered(caller, self.stage.admit(self.now, latest))
        return caller

    def settle(self) -> None:
        """Let everyone ask who should, until nobody should."""
        while asking := [c for c in self.of("waiting") if c.rung or self._due(c) <= self.now]:
            for caller in asking:
                caller.rung = False
                if caller.state == "waiting" and caller.place:
                    self._answered(caller, self.stage.advance(caller.place, self.now))

    def wait(self, until: float) -> None:
        """Time passes; each asks at its own due time, and who was rung before that."""
        self.settle()
        while due := [self._due(c) for c in self.of("waiting") if self._due(c) <= until]:
            self.now = max(self.now, min(due))
            self.settle()
        self.now = max(self.now, until)

    def start(self, caller: Caller) -> None:
        caller.state = "started"
        self.starts.append(self.now)
        self.stage.start(self.now)

    def finish(self, caller: Caller) -> None:
        caller.state = "over"
        self.stage.finish(self.now)

    def give_back(self, caller: Caller) -> None:
        caller.state = "over"
        self.stage.give_back(self.now)

    def leave(self, caller: Caller) -> None:
        caller.state = "gone"
        assert caller.place
        self.stage.leave(caller.place, self.now)

    def _due(self, caller: Caller) -> float:
        assert caller.place
        return caller.place.due

    def _answered(self, caller: Caller, found: Place | float | Refused | None) -> None:
        if found is None:
            caller.state, caller.admitted_at = "admitted", self.now
            self.admitted.append(caller.number)
        elif isinstance(found, Refused):
            caller.state, caller.refused = "refused", found
        elif isinstance(found, Place):
            caller.place = found
            found.ring = caller.ring


def most_in_a_window(starts: list[float], width: float) -> int:
    """The most starts in any half-open window; a billionth of a second is not looked at."""
    times = sorted(starts)
    return max(
        (sum(1 for t in times[i:] if t - times[i] < width - 1e-9) for i in range(len(times))),
        default=0,
    )
