"""What a spec's `limits:` entry says, as constants of generated code."""

from dataclasses import dataclass, field
from typing import Literal

from portwright_runtime.policies.bounds import demand, not_negative, positive, whole
from portwright_runtime.policies.scope import Param, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """At most `max` callers wait, each for `wait` seconds at most."""

    max: int = 500
    wait: float = 5.0

    def __post_init__(self) -> None:
        whole(self, "max", least=0)
        positive(self, "wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe:
    """Where answers say how much of a quota is used.

    `used_of_total` is "18/5000", with or without words around it; `remaining` and `used` are a
    number. `reset` is a header that holds the seconds until the quota is full again.
    """

    header: str
    format: Literal["used_of_total", "remaining", "used"] = "used_of_total"
    reset: str | None = None

    def __post_init__(self) -> None:
        known = self.format in ("used_of_total", "remaining", "used")
        demand(self, "format", known, "used_of_total, remaining or used")
        demand(self, "header", bool(self.header), "the name of a header")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a vendor: exactly one of `rate`, `quota` and `concurrent`.

    `rate` and `quota` are (so many, in so many seconds). `env` applies it in one environment
    only, `burst` smooths a rate, `share` (1, n) gives this process its part of it. `reserve` is
    the part of a quota that is left to others, `observe` where answers tell what is used.
    """

    per: Scope = "connection"
    rate: tuple[int, float] | None = None
    quota: tuple[int, float] | None = None
    concurrent: int | None = None
    env: str | None = None
    burst: int | None = None
    share: tuple[int, int] = (1, 1)
    queue: Queue = field(default_factory=Queue)
    observe: Observe | None = None
    reserve: float = 0.0

    def __post_init__(self) -> None:
        given = [self.rate, self.quota, self.concurrent]
        alone = sum(value is not None for value in given) == 1
        demand(self, "rate", alone, "the only one of rate, quota and concurrent")
        known = isinstance(self.per, Param) or self.per in ("app", "connection", "operation")
        demand(self, "per", known, "app, connection, operation or a Param")
        self._check_counts()
        self._check_extras()

    @property
    def per_period(self) -> tuple[int, float]:
        """This process's part of the rate or quota: never more than the whole of it is shared.

        Less than one a period becomes one in a longer period.
        """
        count, period = self.rate or self.quota or (0, 0.0)
        mine, all_ = self.share
        part = count * mine // all_
        return (part, period) if part else (1, period * all_ / (count * mine))

    def _check_counts(self) -> None:
        for name in ("rate", "quota"):
            value = getattr(self, name)
            fits = value is None or (
                isinstance(value[0], int) and value[0] > 0 and 0 < value[1] < float("inf")
            )
            demand(self, name, fits, "a whole number over 0 and seconds over 0")
        if self.concurrent is not None:
            whole(self, "concurrent")

    def _check_extras(self) -> None:
        mine, all_ = self.share
        demand(self, "share", 0 < mine <= all_, "a part of a whole, such as (1, 4)")
        if self.burst is not None:
            whole(self, "burst")
            top = self.per_period[0]
            fits = self.rate is not None and self.burst <= top
            demand(self, "burst", fits, f"at most {top}, of a rate")
        not_negative(self, "reserve")
        demand(self, "reserve", self.reserve < 1, "under 1")
        demand(self, "observe", not self.observe or bool(self.quota), "given with a quota only")
