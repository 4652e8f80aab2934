"""The quota of a day or an hour: counted here, and corrected by what the vendor says."""

import math
from typing import Final

from portwright_runtime.policies.admission import Cause, Refused, Turnstile

# A spent quota of which nobody says when it is full is asked for again after this part of it.
_LOOK_AGAIN: Final = 24
# One more than fit into a period, so that a start counts until the last part of its bucket is old.
_WIDTHS: Final = 60
_BUCKETS: Final = _WIDTHS + 1


class QuotaMeter(Turnstile):
    """Refuses once `count` · (1 - `reserve`) of a period are used; nobody waits for a quota.

    Own starts are counted in 60 buckets, each of which leaves when all of it is a period old; an
    observation replaces the count, and starts since then are added to it, for a period at most.
    What it says is of `total`, of which `count` is the part of this process. `until` of a refusal
    is the reset that the vendor named, else when one call may look again.
    """

    __slots__ = (
        "_allowed",
        "_allowed_in_all",
        "_buckets",
        "_index",
        "_observed",
        "_observed_at",
        "_own",
        "_period",
        "_reserved",
        "_since",
        "_spent_until",
        "_width",
    )
    starts = True

    def __init__(
        self, count: int, period: float, *, reserve: float = 0.0, total: int | None = None
    ) -> None:
        super().__init__(Cause.QUOTA, 0, 0.0)
        self._allowed = math.floor(count * (1 - reserve))
        self._allowed_in_all = math.floor((total or count) * (1 - reserve))
        self._period = period
        self._width = period / _WIDTHS
        self._buckets = [0] * _BUCKETS
        self._index = 0
        self._own = 0
        self._observed: int | None = None
        self._observed_at = self._spent_until = -math.inf
        self._since = self._reserved = 0

    def used(self, now: float) -> int:
        """How much of the period is used, as far as is known."""
        self._pass_time(now)
        return self._own if self._observed is None else self._observed + self._since

    def admit(self, now: float, latest: float, cost: int = 1) -> Refused | None:
        """Ask; there is no line."""
        if now < self._spent_until:
            return Refused(self.cause, self._spent_until)
        if self._spent_until > -math.inf:
            self._look_again()
        if not self._has_left(now, self._reserved + cost):
            self.spent(now)
            return Refused(self.cause, self._spent_until)
        self._reserved += cost
        return None

    def pass_now(self, now: float) -> bool:
        """Never in one: a quota that was used by mistake is gone for long."""
        return False

    def start(self, now: float, cost: int = 1) -> None:
        """What was admitted is sent now."""
        self._pass_time(now)
        self._reserved -= cost
        self._own += cost
        self._since += cost
        self._buckets[self._index % _BUCKETS] += cost

    def give_back(self, now: float, cost: int = 1) -> None:
        """What was admitted does not start."""
        self._reserved -= cost

    def observe(self, now: float, used: int, *, resets_in: float | None = None) -> None:
        """The vendor says how much is used. Nonsense is not believed."""
        if used < 0:
            return
        self._observed, self._observed_at, self._since = used, now, 0
        if used < self._allowed_in_all:
            self._spent_until = -math.inf
        else:
            self.spent(now, resets_in)

    def spent(self, now: float, resets_in: float | None = None) -> None:
        """The vendor says, or we count, that nothing is left; for a period at most."""
        wait = self._period / _LOOK_AGAIN if resets_in is None else resets_in
        self._spent_until = now + min(max(wait, 0.0), self._period)

    def idle(self, now: float) -> bool:
        """Whether a new meter in its place would do the same."""
        return not (self.used(now) or self._reserved) and now >= self._spent_until

    def _look_again(self) -> None:
        """What was observed is old: one call may look, and the others wait for what it sees."""
        self._spent_until = -math.inf
        if self._observed is not None:
            self._observed, self._since = self._allowed_in_all - 1, 0

    def _has_left(self, now: float, wanted: int) -> bool:
        self._pass_time(now)
        if self._observed is None:
            return self._own + wanted <= self._allowed
        return self._observed + self._since + wanted <= self._allowed_in_all

    def _pass_time(self, now: float) -> None:
        index = int(now // self._width)
        if index > self._index:
            for passed in range(max(self._index, index - _BUCKETS) + 1, index + 1):
                self._own -= self._buckets[passed % _BUCKETS]
                self._buckets[passed % _BUCKETS] = 0
            self._index = index
        if self._observed is not None and now - self._observed_at >= self._period:
            self._observed = None
