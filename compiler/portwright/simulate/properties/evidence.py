"""A log sorted for the checks: by call, and by what shares a policy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from portwright.simulate.log import Entry, Log
from portwright.simulate.target import Target
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.policy import Policy
from portwright_runtime.spec import OperationSpec

# What floats may be off by; a moment is some thousands of seconds at most.
SLACK: Final = 1e-6
# When what went out is over, one way or the other.
OVER: Final = ("answer", "lost", "unsent")


@dataclass(slots=True)
class History:
    """One logical call: its entries, in order."""

    number: int
    operation: str
    entries: list[Entry] = field(default_factory=list)

    def of(self, *kinds: str) -> Iterator[Entry]:
        """Its entries of these kinds."""
        return (entry for entry in self.entries if entry.kind in kinds)

    def first(self, kind: str) -> Entry | None:
        """The first of a kind, if there is one."""
        return next(self.of(kind), None)

    @property
    def end(self) -> Entry | None:
        """How it ended."""
        return self.first("end")


class Evidence:
    """What a check may look at: the log, and what the policies are. Nothing of the runtime."""

    def __init__(self, log: Log, target: Target, environment: str | None) -> None:
        self.log = log
        self.limits = target.limits_in(environment)
        self._target = target

    def spec(self, operation: str) -> OperationSpec[Any]:
        """The compiled spec of an operation."""
        return self._target.subjects[operation].spec

    def policy(self, operation: str) -> Policy:
        """Its policy."""
        return self.spec(operation).policy

    @cached_property
    def calls(self) -> dict[int, History]:
        """Every logical call by its number."""
        found: dict[int, History] = {}
        for entry in self.log:
            if entry.call:
                known = found.get(entry.call)
                if known is None:
                    known = found[entry.call] = History(entry.call, entry.operation)
                known.entries.append(entry)
        return found

    @cached_property
    def sends(self) -> list[Entry]:
        """All that went out, in order."""
        return [entry for entry in self.log if entry.kind == "send"]

    def groups(self, key: Callable[[str], Hashable | None]) -> dict[Hashable, set[str]]:
        """Operations that share something, by what they share; None shares nothing."""
        found: dict[Hashable, set[str]] = {}
        for operation in sorted({call.operation for call in self.calls.values()}):
            shared = key(operation)
            if shared is not None:
                found.setdefault(shared, set()).add(operation)
        return found

    def groups_of(self, limit: Limit) -> Iterable[set[str]]:
        """The operations that one core of a limit counts together."""
        per_operation = limit.per == "operation"
        return self.groups(lambda name: name if per_operation else "").values()

    @cached_property
    def suspended(self) -> list[tuple[float, float]]:
        """When the machine slept: from, until."""
        return [
            (entry.at, entry.at + entry.seconds) for entry in self.log if entry.kind == "suspend"
        ]
