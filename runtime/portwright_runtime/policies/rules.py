"""A vendor's own word on what its answers mean; it never overrides an operation's safety."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from portwright_runtime.headers import Headers
from portwright_runtime.policies.bounds import demand
from portwright_runtime.policies.classify import Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is.

    `until` says how long a throttle lasts: what its Retry-After says, until the quota is full
    again, or so many seconds. `raises` names the port's error that the rule makes of it, where
    the port's operation lists that error.
    """

    outcome: Outcome
    until: Literal["retry_after", "quota_reset"] | float | None = None
    raises: str | None = None


Judge = Callable[[int, Headers, object], Verdict | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A spec's error rules, compiled: `judge` gets status, headers and the decoded body, and says
    None where none fits.

    Without `needs_body` the body is None; without `on_success` answers of 2xx and 3xx are not
    judged, which spares reading their bodies twice.
    """

    judge: Judge
    needs_body: bool = False
    on_success: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryHint:
    """A header by which the vendor says whether a failed request is worth repeating."""

    header: str
    force: str | None = None
    forbid: str | None = None

    def __post_init__(self) -> None:
        demand(self, "header", bool(self.header), "the name of a header")
        some = self.force is not None or self.forbid is not None
        demand(self, "force", some, "given, or forbid")
        demand(self, "forbid", self.forbid != self.force, "another value than force")

    def says(self, headers: Headers) -> bool | None:
        """Whether to repeat; None if the header is absent or says something else."""
        value = headers.get(self.header)
        if value is None:
            return None
        if value == self.force:
            return True
        return False if value == self.forbid else None
