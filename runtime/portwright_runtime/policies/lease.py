"""What an admission holds until its attempt is over."""

from typing import Protocol

from portwright_runtime.policies.classify import Outcome


class Lease(Protocol):
    """A token, slot or permit; the driver releases it exactly once, whatever happens."""

    def release(self, outcome: Outcome, now: float) -> None:
        """Give it back, with what became of the attempt; must not raise."""
        ...
