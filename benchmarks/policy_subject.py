"""What the policies are measured on; needs nothing but Python, for it is read beside each peer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Plain = Callable[[], object]
Awaited = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Pair:
    """The work with the policy and what is taken off: the same work without."""

    guarded: Plain | Awaited
    bare: Plain | Awaited


@dataclass(frozen=True, slots=True)
class Subject:
    """One policy or several; `kind` says which. None where there is no such mode."""

    name: str
    kind: str
    requirements: tuple[str, ...]
    sync: Callable[[], Pair] | None
    asynchronous: Callable[[], Pair] | None

    def makes(self, mode: str) -> Callable[[], Pair] | None:
        """What makes the pair of a mode."""
        return self.sync if mode == "sync" else self.asynchronous


def nothing() -> None:
    """The work under a policy, synchronous."""


async def nothing_awaited() -> None:
    """The work under a policy, asynchronous."""
