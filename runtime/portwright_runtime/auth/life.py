"""The life of a token or session: when to use it, when to ask for another. Knows no clock."""

import math
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from portwright_runtime.auth.refusal import Refusal

T = TypeVar("T")

# Seconds. A refusal is not asked about again so soon: that is how accounts get locked.
REFUSED_FOR: Final = 1.0
# One call may ask again this often when the endpoint is unavailable; from then on it is down, and
# is asked after 1, 2, 4, … seconds, however many calls there are.
BLIPS: Final = 2
# Neither that nor a Retry-After of the endpoint holds for longer than this.
LONGEST_HOLD: Final = 60.0
# A token that took the place of a rejected one and is rejected as well is kept for so long.
RENEWED_FOR: Final = 1.0


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """What the vendor gave, from `since`; to be renewed at `renew_at`, of no use at `ends_at`."""

    value: T = field(repr=False)
    generation: int
    since: float
    renew_at: float = math.inf
    ends_at: float = math.inf
    after_rejection: bool = False


@dataclass(frozen=True, slots=True)
class Use(Generic[T]):
    """Go ahead with this."""

    held: Held[T]


@dataclass(frozen=True, slots=True)
class Renew(Generic[T]):
    """Ask for another; `meanwhile` is good for those who need not wait."""

    meanwhile: Held[T] | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The vendor said no a moment ago: fail without asking."""

    refusal: Refusal


class Life(Generic[T]):
    """Says what to do now, and learns what became of it.

    Renewals come one at a time; every other method may be called by any thread meanwhile.
    """

    __slots__ = ("_failures", "_generation", "_held", "_held_until", "_refusal", "_rejected")

    def __init__(self) -> None:
        self._held: Held[T] | None = None
        self._generation = 0
        # Generations up to this one are of no use any more.
        self._rejected = 0
        self._refusal: Refusal | None = None
        # Transient refusals in a row.
        self._failures = 0
        self._held_until = -math.inf

    def decide(self, now: float) -> Use[T] | Renew[T] | Refused:
        """What a call that starts now does for its credentials."""
        held = self.usable(now)
        if held and now < max(held.renew_at, self._held_until):
            return Use(held)
        if self._refusal and now < self._held_until:
            return Refused(self._refusal)
        return Renew(held)

    def given(self, value: T, now: float, *, lasts: float = math.inf, ahead: float = 0.0) -> None:
        """The vendor gave a token for `lasts` seconds; it is renewed `ahead` of its end.

        A short-lived one is used for half of its life at least.
        """
        current = self._held
        self._generation += 1
        self._held = Held(
            value,
            generation=self._generation,
            since=now,
            renew_at=now + max(lasts - ahead, lasts / 2),
            ends_at=now + lasts,
            after_rejection=bool(current and current.generation <= self._rejected),
        )
        self._refusal = None
        self._failures = 0
        self._held_until = -math.inf

    def refused(self, refusal: Refusal, now: float) -> None:
        """The vendor gave none."""
        self._refusal = refusal
        self._failures = self._failures + 1 if refusal.transient else 0
        hold = _backoff(self._failures) if refusal.transient else REFUSED_FOR
        self._held_until = now + min(max(hold, refusal.retry_after or 0.0), LONGEST_HOLD)

    def failed(self, now: float) -> None:
        """A renewal broke off with an error, which is for those to see who have nothing good: they
        ask again and meet it, while those who do leave it alone as after a refusal.
        """
        self._refusal = None
        self._held_until = now + REFUSED_FOR

    def last_refusal(self) -> Refusal | None:
        """Why the last renewal gave nothing; None if it gave something."""
        return self._refusal

    def rejected(self, generation: int, now: float) -> bool:
        """The vendor did not accept this generation: whether another try may do better.

        Not if it had taken the place of a rejected one just now: then it is not the token.
        """
        held = self._held
        is_current = held and generation == held.generation
        if held and is_current and held.after_rejection and now < held.since + RENEWED_FOR:
            return False
        self._rejected = max(self._rejected, generation)
        return True

    def usable(self, now: float) -> Held[T] | None:
        """What is held, if it serves."""
        held = self._held
        if held is None or held.generation <= self._rejected or now >= held.ends_at:
            return None
        return held

    def held(self) -> Held[T] | None:
        """What was given last, good or not."""
        return self._held

    def __repr__(self) -> str:
        return f"Life(generation={self._generation})"


def _backoff(failures: int) -> float:
    """Seconds to leave an endpoint alone that has failed so often in a row."""
    # Bounded before it is raised: a float ends at 2¹⁰²⁴.
    return 2.0 ** min(failures - BLIPS - 1, 10) if failures > BLIPS else 0.0
