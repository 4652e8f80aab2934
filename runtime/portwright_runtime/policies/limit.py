"""What a spec's `limits:` entry says, as constants of generated code."""

import math
from dataclasses import dataclass, field
from typing import Literal

from portwright_runtime.policies.bounds import (
    demand,
    is_number,
    is_whole,
    not_negative,
    positive,
    whole,
)
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
        for name in ("header", "reset"):
            given = getattr(self, name)
            demand(self, name, given is None or bool(given), "the name of a header")
        demand(self, "header", self.header is not None, "the name of a header")


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
        given = [name for name in _COUNTS if getattr(self, name) is not None]
        wanted = "the only one of rate, quota and concurrent"
        demand(self, "rate", len(given) == 1, wanted, beside=_COUNTS[1:])
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
            fits = value is None or _is_count(value)
            demand(self, name, fits, "a whole number over 0, and seconds over 0")
        if self.concurrent is not None:
            whole(self, "concurrent")

    def _check_extras(self) -> None:
        demand(self, "share", _is_part(self.share), "a part of a whole, such as (1, 4)")
        if self.burst is not None:
            self._check_burst()
        not_negative(self, "reserve")
        demand(self, "reserve", self.reserve < 1, "less than all of it")
        for name in ("reserve", "observe"):
            quota = not getattr(self, name) or self.quota is not None
            demand(self, name, quota, "given with a quota only", beside=_COUNTS)
        if self.quota is not None:
            left = math.floor(self.per_period[0] * (1 - self.reserve)) > 0
            beside = ("quota", "share")
            demand(self, "reserve", left, "so small that one call is left", beside=beside)

    def _check_burst(self) -> None:
        whole(self, "burst")
        demand(self, "burst", self.rate is not None, "given with a rate only", beside=_COUNTS)
        top = self.per_period[0]
        fits = self.burst is not None and self.burst <= top
        wanted = f"at most {top}, as many as start in the period"
        demand(self, "burst", fits, wanted, beside=("rate", "share"))


_COUNTS = ("rate", "quota", "concurrent")


def _is_count(value: object) -> bool:
    """So many, in so many seconds."""
    if not isinstance(value, tuple) or len(value) != 2:
        return False
    count, seconds = value
    return is_whole(count) and is_number(seconds) and seconds > 0


def _is_part(value: object) -> bool:
    """So many of so many."""
    if not isinstance(value, tuple) or len(value) != 2 or not all(map(is_whole, value)):
        return False
    return bool(value[0] <= value[1])
