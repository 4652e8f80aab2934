"""Something that the vendor gives out, renewed once for all calls that need it."""

from functools import partial
from typing import Any, Generic

from portwright_runtime._async.ports import AsyncClock
from portwright_runtime.auth.flight_async import AsyncFlight, Work
from portwright_runtime.auth.life import Held, Life, Refused, Renew, T, Use
from portwright_runtime.auth.refusal import Refusal
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.spec import OperationSpec

_TOO_LATE = Refusal("no credentials before the deadline", transient=True)
# A call that holds what is good still waits for its successor, so that the one who began the
# renewal sees its end where an event loop ends with the call: so many seconds, and so large a part
# of the time that it has. Where more than a request is lost with the renewal, it waits for all of
# it, and keeps that much for itself.
_PATIENCE = 1.0
_PART = 0.25


class AsyncRenewal(Generic[T]):
    """Keeps what was given; a renewal goes on when the call that began it gives up.

    `precious` is how many seconds a renewal may take that must not be broken off, as it uses up
    what it is made with (a refresh token that rotates); 0 where another one does as well.
    """

    def __init__(self, clock: AsyncClock, precious: float = 0.0) -> None:
        self.life: Life[T] = Life()
        self._clock = clock
        self._precious = precious
        self._flight = AsyncFlight()

    async def get(self, spec: OperationSpec[Any], deadline: Deadline, renew: Work) -> Held[T]:
        """What is good now, or what `renew` brings.

        Raises AuthUnavailable, or AuthFailed in the operation's own class.
        """
        noted = partial(self._noted, renew)
        while True:
            now = self._clock.now()
            decision = self.life.decide(now)
            if isinstance(decision, Use):
                return decision.held
            if isinstance(decision, Refused):
                raise decision.refusal.error(spec.name, spec.errors.auth_failed)
            left = deadline.left(now)
            if decision.meanwhile:
                held = await self._ahead(decision.meanwhile, noted, left)
            elif await self._flight.join(noted, left):
                held = self._brought(spec)
            else:
                raise _TOO_LATE.error(spec.name)
            if held:
                return held

    def needs(self) -> bool:
        """Whether a renewal that begins now has something to do: another may just have ended."""
        return isinstance(self.life.decide(self._clock.now()), Renew)

    async def drain(self) -> None:
        """Wait for the renewal under way."""
        await self._flight.drain()

    async def _ahead(self, meanwhile: Held[T], renew: Work, left: float) -> Held[T] | None:
        """What serves: whatever becomes of the renewal, nothing fails that needs it not yet."""
        if self._flight.is_busy():
            return meanwhile
        await self._flight.begin(renew, self._patience(left))
        return self.life.usable(self._clock.now())

    def _patience(self, left: float) -> float:
        """Seconds that the call which begins a renewal ahead waits for it, of those it has left."""
        short = min(_PATIENCE, _PART * left)
        if self._flight.outlives_its_caller:
            return short
        return max(short, min(self._precious, left - short))

    async def _noted(self, renew: Work) -> None:
        """The renewal, whose errors hold off the next one ahead."""
        try:
            await renew()
        except Exception:
            self.life.failed(self._clock.now())
            raise

    def _brought(self, spec: OperationSpec[Any]) -> Held[T] | None:
        """What serves after a renewal: what is held still may, when it gave nothing."""
        held = self.life.usable(self._clock.now())
        refusal = self.life.last_refusal()
        if held is None and refusal:
            raise refusal.error(spec.name, spec.errors.auth_failed)
        return held
