"""A scenario as numbers: what the run reads, without places in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

FaultKind: TypeAlias = Literal[
    "outage", "error", "throttle", "hang", "reset", "garble", "slow", "cancel", "clock"
]
ArrivalKind: TypeAlias = Literal["constant", "poisson", "burst"]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
EVER: Final = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """Callers: `count` in every `seconds`, or `count` at once and again after each `seconds`."""

    kind: ArrivalKind
    count: float
    seconds: float
    begin: float
    end: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """One fault: `what` is its word, `seconds` its time, `share` the part that it meets."""

    kind: FaultKind
    begin: float
    end: float
    what: str = ""
    seconds: float = 0.0
    share: float = 1.0
    operations: frozenset[str] = frozenset()
    processed: bool = False
    headers: Pairs = ()
    body: str = "{}"

    def meets(self, operation: str, now: float) -> bool:
        """Whether a request of the operation may be met by it now."""
        if not self.begin <= now < self.end:
            return False
        return not self.operations or operation in self.operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """The vendor on a good day; latencies in seconds, `rate` is (so many, in so many seconds)."""

    median: float = 0.05
    p99: float | None = 0.2
    rate: tuple[float, float] | None = None
    key_ttl: float = EVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One run."""

    title: str
    duration: float
    arrivals: tuple[Arriving, ...]
    faults: tuple[Faulty, ...] = ()
    vendor: Behaviour = field(default_factory=Behaviour)
    environment: str | None = None
    seed: int = 0
