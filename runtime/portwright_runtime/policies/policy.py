"""What a spec's `policies:` entry says, as constants of generated code."""

from dataclasses import dataclass, field
from types import NoneType
from typing import Final, Literal, get_args

from portwright_runtime.policies.bounds import demand, not_negative, positive, whole
from portwright_runtime.policies.breaker import Breaker
from portwright_runtime.policies.budget import Budget
from portwright_runtime.policies.bulkhead import Bulkhead

Jitter = Literal["full", "equal", "none"]


@dataclass(frozen=True, slots=True)
class Timeout:
    """Seconds: to make a connection, and for one attempt from start to end."""

    connect: float = 5.0
    attempt: float = 30.0

    def __post_init__(self) -> None:
        positive(self, "connect", "attempt")


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and when to try again; seconds.

    `base` is the first backoff after a transient fault, `throttle_base` after a 429, `cap` the
    longest; a Retry-After over `retry_after_cap` fails the call instead. `budget` bounds the
    retries of all calls together; None does not.
    """

    attempts: int = 3
    base: float = 0.05
    throttle_base: float = 1.0
    cap: float = 20.0
    jitter: Jitter = "full"
    retry_after_cap: float = 60.0
    budget: Budget | None = field(default_factory=Budget)

    def __post_init__(self) -> None:
        whole(self, "attempts")
        not_negative(self, "base", "throttle_base", "cap", "retry_after_cap")
        wanted = f"at least base ({self.base})"
        demand(self, "cap", self.cap >= self.base, wanted, beside=("base",))
        demand(self, "jitter", self.jitter in get_args(Jitter), "full, equal or none")
        known = self.budget is None or isinstance(self.budget, Budget)
        demand(self, "budget", known, "a Budget or None")


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that bounds one logical call; `deadline` is the whole of it, in seconds.

    A `breaker` or `bulkhead` of None is none.
    """

    deadline: float = 60.0
    timeout: Timeout = field(default_factory=Timeout)
    retry: Retry = field(default_factory=Retry)
    breaker: Breaker | None = field(default_factory=Breaker)
    bulkhead: Bulkhead | None = field(default_factory=Bulkhead)

    def __post_init__(self) -> None:
        positive(self, "deadline")
        for name, kinds in _PARTS:
            wanted = " or ".join("None" if kind is NoneType else kind.__name__ for kind in kinds)
            demand(self, name, isinstance(getattr(self, name), kinds), f"a {wanted}")
        attempt = self.timeout.attempt
        demand(self, "deadline", self.deadline >= attempt, f"at least timeout.attempt ({attempt})")


_PARTS: Final[tuple[tuple[str, tuple[type, ...]], ...]] = (
    ("timeout", (Timeout,)),
    ("retry", (Retry,)),
    ("breaker", (Breaker, NoneType)),
    ("bulkhead", (Bulkhead, NoneType)),
)
