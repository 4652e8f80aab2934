"""What stands where a policy has no breaker: it never opens by itself, but can be isolated."""

import math
from collections import deque

from portwright_runtime.policies.breaker import State


class Switch:
    """Closed until a person says otherwise; asked and told as a `CircuitBreaker` is."""

    __slots__ = ("changes", "period", "state")

    def __init__(self) -> None:
        self.state = State.CLOSED
        self.changes: deque[State] = deque(maxlen=1)
        self.period = 0

    def peek(self, now: float) -> float | None:
        """None if a call may be tried, else that nobody knows when."""
        return None if self.state is State.CLOSED else math.inf

    def permit(self, now: float) -> int | None:
        """The permit of an attempt, or None."""
        return self.period if self.state is State.CLOSED else None

    def record(self, permit: int, now: float, failed: bool, seconds: float = 0.0) -> None:
        """Nothing follows from an outcome."""

    def ignore(self, permit: int) -> None:
        """Nothing follows from none."""

    def isolate(self) -> None:
        """Let nothing through until `close`."""
        self._enter(State.ISOLATED)

    def close(self) -> None:
        """Let everything through."""
        self._enter(State.CLOSED)

    def _enter(self, state: State) -> None:
        if state is not self.state:
            self.changes.append(state)
        self.state = state
        self.period += 1
