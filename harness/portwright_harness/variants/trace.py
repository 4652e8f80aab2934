"""What was seen on the wire, attempt by attempt: all that the oracle judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portwright_harness.canonical import Message
from portwright_harness.variants.reading import Reading


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request of an operation, by the virtual clock.

    No `reading`: the recorded answer. `met` says what it met, in words. `renewed`: credentials
    were asked for since the attempt before. `key` is its idempotency key, `credential` what proves
    who asks.
    """

    request: Message
    began: float
    ended: float
    reading: Reading | None
    met: str
    renewed: bool = False
    key: str | None = None
    credential: tuple[str, ...] = ()


@dataclass(slots=True)
class CallTrace:
    """One call of the client: a leg for each recorded request that it had to make, with its
    attempts; how it ended, and where the breakers stood then."""

    began: float
    legs: list[list[Attempt]] = field(default_factory=list)
    ended: float = 0.0
    breakers: Mapping[str, str] = field(default_factory=dict)

    @property
    def attempts(self) -> list[Attempt]:
        """All of them, in order."""
        return [attempt for leg in self.legs for attempt in leg]


def attempts_of(calls: Sequence[CallTrace]) -> list[Attempt]:
    """All attempts of several calls, in order."""
    return [attempt for call in calls for attempt in call.attempts]
