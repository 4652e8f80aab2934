"""The bulkhead: so many at once and so many waiting, so that one trouble does not take all."""

from dataclasses import dataclass

from portwright_runtime.policies.admission import Cause, Turnstile
from portwright_runtime.policies.bounds import demand, positive, whole
from portwright_runtime.policies.scope import Param, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulkhead:
    """At most `concurrent` in flight and `queue` waiting, each for `wait` seconds at most.

    `per` says what shares the slots: the connection, each operation, or each value of a
    parameter.
    """

    concurrent: int = 25
    queue: int = 25
    wait: float = 1.0
    per: Scope = "connection"

    def __post_init__(self) -> None:
        whole(self, "concurrent")
        whole(self, "queue", least=0)
        positive(self, "wait")
        known = isinstance(self.per, Param) or self.per in ("connection", "operation")
        demand(self, "per", known, "connection, operation or a Param")


class SlotPool(Turnstile):
    """`size` slots; a slot that comes free goes to the first in line."""

    __slots__ = ("_free", "_size")
    finishes = True

    def __init__(
        self, size: int, *, room: int = 25, wait: float = 1.0, cause: Cause = Cause.BULKHEAD
    ) -> None:
        super().__init__(cause, room, wait)
        self._size = size
        self._free = size

    @property
    def in_flight(self) -> int:
        """The slots that are taken."""
        return self._size - self._free

    def pass_now(self, now: float) -> bool:
        """Take a slot, if nobody is in line and one is free; else change nothing."""
        if self._line or not self._free:
            return False
        self._free -= 1
        return True

    def give_back(self, now: float, cost: int = 1) -> None:
        """The slot is free again."""
        self._free += cost
        if self._line:
            self.call_next(now)

    finish = give_back

    def idle(self, now: float) -> bool:
        """Whether a new pool in its place would do the same."""
        return self._free == self._size and not self._line

    def _take(self, now: float, cost: int) -> bool:
        if self._free < cost:
            return False
        self._free -= cost
        return True

    def _due(self, now: float, units: int) -> float | None:
        return now if units <= self._free else None
