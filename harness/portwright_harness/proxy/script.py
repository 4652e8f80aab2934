"""Fault scripts as values: which requests a rule is for, and what becomes of them.

All times are in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

Reset = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Trickle:
    """The body in pieces of `bytes`, `every` so often."""

    bytes: int
    every: float


@dataclass(frozen=True, slots=True)
class Replacement:
    """The body of an answer with texts in place of others."""

    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done to the requests that fit `method` and `path`.

    The first `after` of them are spared, and of the rest `times` are hit; None is all. `forward`
    tells whether the vendor is asked at all. `reset` breaks the connection before the vendor is
    asked, or after it has answered. `truncate` lets so many bytes of the body through and then
    breaks the connection. A header of None is removed.
    """

    method: str = "*"
    path: str = "*"
    after: int = 0
    times: int | None = None
    forward: bool = True
    latency: float = 0.0
    jitter: float = 0.0
    status: int | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)
    body: str | Replacement | None = None
    reset: Reset | None = None
    truncate: int | None = None
    trickle: Trickle | None = None

    def fits(self, method: str, path: str) -> bool:
        """Whether the rule is for such a request; `path` is without its query."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


@dataclass(frozen=True, slots=True)
class Script:
    """Rules in order, the first that fits and still hits is taken; `seed` is that of jitter."""

    rules: tuple[Rule, ...] = ()
    seed: int = 0


@dataclass(slots=True)
class Turns:
    """Whose turn it is: how often each rule has been met."""

    script: Script
    met: dict[int, int] = field(default_factory=dict)

    def take(self, method: str, path: str) -> int | None:
        """The number of the rule for this request; None where it goes through as it is."""
        for number, rule in enumerate(self.script.rules):
            if not rule.fits(method, path):
                continue
            count = self.met[number] = self.met.get(number, 0) + 1
            hit = count - rule.after
            if hit >= 1 and (rule.times is None or hit <= rule.times):
                return number
        return None
