"""A passage through gates that several threads use."""

from portwright_runtime.gates.health import Health
from portwright_runtime.gates.passage import B, Passage
from portwright_runtime.headers import Headers
from portwright_runtime.policies.admission import Refused


class LockedPassage(Passage[B]):
    """Each step under the lock of the gates."""

    __slots__ = ()

    def withdraw(self) -> bool:
        """Pay for another attempt; False if there is no budget for one."""
        with self._route.lock:
            return Passage.withdraw(self)

    def shut(self, at: float) -> Refused | None:
        """That the breaker is open and will still be; there is no use in waiting for that."""
        with self._route.lock:
            return Passage.shut(self, at)

    def changes(self) -> tuple[str, ...]:
        """The states that the breaker came to since somebody asked last."""
        with self._route.lock:
            return Passage.changes(self)

    def go(self, now: float) -> bool:
        """`advance` and `start` in one, for a request that is sent at once."""
        with self._route.lock:
            return Passage.go(self, now)

    def advance(self, now: float) -> float | Refused | None:
        """None when admitted; else the time to ask again, or that it is refused."""
        with self._route.lock:
            return Passage.advance(self, now)

    def start(self, now: float) -> None:
        """The attempt is sent now; nothing to do if it was to `go`."""
        if not self._started:
            with self._route.lock:
                Passage.start(self, now)

    def throttled(self, seconds: float | None, now: float, *, quota: bool = False) -> None:
        """The vendor wants to be left alone, for so long if it says; `quota`: it is used up."""
        with self._route.lock:
            Passage.throttled(self, seconds, now, quota=quota)

    def end(self, health: Health, now: float) -> None:
        """The attempt is over, sent or not."""
        with self._route.lock:
            Passage.end(self, health, now)

    def _observe(self, headers: Headers, now: float) -> None:
        with self._route.lock:
            Passage._observe(self, headers, now)
