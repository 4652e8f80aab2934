"""What a stage before an attempt answers: admitted (None), a place in line, or refused."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final

# Seconds after its last moment when the owner of a place would have asked, were it still there.
_GRACE: Final = 1.0


class Cause(Enum):
    """The policy that refused."""

    BREAKER = "breaker"
    LIMIT = "limit"
    QUOTA = "quota"
    CONCURRENCY = "concurrency"
    BULKHEAD = "bulkhead"


@dataclass(frozen=True, slots=True)
class Refused:
    """Not admitted; `retry_at` (on the clock of the caller) is when it may be, if that is known."""

    cause: Cause
    retry_at: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until it may be admitted, 0 if nobody knows when."""
        at = self.retry_at
        return max(0.0, at - now) if at is not None and at < math.inf else 0.0


def _silent() -> None:
    """Nobody is told."""


class Place:
    """A caller's place in a line.

    `due` is when it should ask again; `ring` is called when it may ask before that. Until
    `not_before` those behind it pass.
    """

    __slots__ = ("cost", "due", "latest", "not_before", "ring")

    def __init__(self, cost: int, latest: float, due: float) -> None:
        self.cost = cost
        self.latest = latest
        self.due = due
        self.not_before = -math.inf
        self.ring: Callable[[], None] = _silent


class Turnstile:
    """Admits callers first come, first served; the base of limiter and slots.

    `admit` lets in, puts in line or refuses at arrival. Who is in line asks again with `advance`
    when it is due or rung, and says `leave` when it gives up. What is admitted ends with one of
    `give_back` (nothing was sent) and `start`, then `finish`; `starts` and `finishes` say which of
    these it wants to know at all.
    """

    __slots__ = ("_line", "_room", "_units", "_wait", "cause")
    starts: ClassVar[bool] = False
    finishes: ClassVar[bool] = False

    def __init__(self, cause: Cause, room: int, wait: float) -> None:
        self.cause = cause
        self._room = room
        self._wait = wait
        self._line: OrderedDict[Place, None] = OrderedDict()
        self._units = 0

    @property
    def waiting(self) -> int:
        """How many are in line."""
        return len(self._line)

    def admit(self, now: float, latest: float, cost: int = 1) -> Place | Refused | None:
        """Ask for the first time; no later than `latest` is a start of any use."""
        if self._first(now) is None and self._take(now, cost):
            return None
        return self._join(now, min(latest, now + self._wait), cost)

    def advance(self, place: Place, now: float) -> float | Refused | None:
        """Ask again: None when admitted, else the time to ask next."""
        if place not in self._line:
            return Refused(self.cause)
        ahead = self._first(now) is not place
        if not ahead and self._take(now, place.cost):
            self._drop(place)
            self.call_next(now)
            return None
        due = self._due(now, place.cost)
        if now >= place.latest or (due is not None and due > place.latest):
            self.leave(place, now)
            return Refused(self.cause, due)
        # Who is not first is rung when it is.
        place.due = place.latest if ahead or due is None else due
        return place.due

    def leave(self, place: Place, now: float) -> None:
        """Give a place up."""
        if place in self._line:
            self._drop(place)
            self.call_next(now)

    def abandon(self) -> None:
        """Nobody in line will ask again: the loop that they waited in is gone."""
        self._line.clear()
        self._units = 0

    def held(self) -> float:
        """Before that moment nobody starts, whether admitted or not."""
        return -math.inf

    def pass_now(self, now: float) -> bool:
        """Admit and start in one, if nobody is in line and there is room; else change nothing."""
        if self._line or not self._take(now, 1):
            return False
        self.start(now)
        return True

    def undo(self, now: float) -> None:
        """Take back what `pass_now` did at this same moment."""
        self.finish(now)

    def give_back(self, now: float, cost: int = 1) -> None:
        """What was admitted does not start."""
        raise NotImplementedError

    def idle(self, now: float) -> bool:
        """Whether a new one in its place would do the same."""
        raise NotImplementedError

    def start(self, now: float, cost: int = 1) -> None:
        """What was admitted is sent now."""

    def finish(self, now: float, cost: int = 1) -> None:
        """What was started is over."""

    def _take(self, now: float, cost: int) -> bool:
        raise NotImplementedError

    def _due(self, now: float, units: int) -> float | None:
        """When the last of so many units in line may start; None if nobody can know."""
        raise NotImplementedError

    def _first(self, now: float) -> Place | None:
        """Who is first of those that may go and still come to ask: a stopped loop leaves its own
        behind.
        """
        gone: list[Place] = []
        found = None
        for place in self._line:
            if now > place.latest + _GRACE:
                gone.append(place)
            elif place.not_before <= now:
                found = place
                break
        for place in gone:
            self._drop(place)
        return found

    def _join(self, now: float, latest: float, cost: int) -> Place | Refused:
        due = self._due(now, self._units + cost)
        if len(self._line) >= self._room or latest <= now or (due is not None and due > latest):
            return Refused(self.cause, due)
        place = Place(cost, latest, latest if due is None else due)
        self._line[place] = None
        self._units += cost
        return place

    def _drop(self, place: Place) -> None:
        del self._line[place]
        self._units -= place.cost

    def call_next(self, now: float) -> None:
        """Ring who is first now, if it may start before it would ask by itself."""
        place = self._first(now)
        if place is None:
            return
        due = self._due(now, place.cost)
        if due is not None and (due <= now or due < place.due):
            place.ring()
