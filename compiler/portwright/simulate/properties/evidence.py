"""A log sorted for the checks: by call, by attempt, and by what shares a policy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from portwright.simulate.clock import EPOCH
from portwright.simulate.log import CANCELLED, Entry, Log
from portwright.simulate.reading import GOOD, LEFT, SILENCE, Reading, reading_of
from portwright.simulate.target import StandIn, Target
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.scope import Param, Scope
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

    @property
    def deadline(self) -> float:
        """The moment by which it is over."""
        arrived = self.first("arrive")
        return arrived.at + arrived.seconds if arrived else float("inf")

    def attempts(self) -> Iterator[tuple[Entry, Entry, list[Entry]]]:
        """Each attempt that is over: its `send`, its end, and what came then until the next."""
        sent: Entry | None = None
        for number, entry in enumerate(self.entries):
            if entry.kind == "send":
                sent = entry
            elif entry.kind in OVER and sent is not None:
                rest = self.entries[number + 1 :]
                until = next((n for n, one in enumerate(rest) if one.kind == "send"), len(rest))
                yield sent, entry, rest[: until + 1]
                sent = None


class Evidence:
    """What a check may look at: the log, and what the policies are. Nothing of the runtime."""

    def __init__(self, log: Log, target: Target, environment: str | None) -> None:
        self.log = log
        self.limits = target.limits_in(environment)
        self._target = target
        self._connection = StandIn(environment)

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

    @cached_property
    def operations(self) -> list[str]:
        """Those that were called."""
        return sorted({call.operation for call in self.calls.values()})

    def reading(self, entry: Entry) -> Reading:
        """What the end of an attempt says."""
        if entry.kind != "answer":
            return LEFT if entry.what == CANCELLED else SILENCE
        return self._readings.get(id(entry), GOOD)

    @cached_property
    def _readings(self) -> Mapping[int, Reading]:
        found: dict[int, Reading] = {}
        wall = EPOCH
        for entry in self.log:
            if entry.kind in ("fault", "calm"):
                wall += entry.seconds
            elif entry.kind == "answer" and _is_odd(entry):
                found[id(entry)] = reading_of(self.spec(entry.operation), entry, wall + entry.at)
        return found

    def groups(self, key: Callable[[str], Hashable | None]) -> dict[Hashable, set[str]]:
        """Operations that share something, by what they share; None shares nothing."""
        found: dict[Hashable, set[str]] = {}
        for operation in self.operations:
            shared = key(operation)
            if shared is not None:
                found.setdefault(shared, set()).add(operation)
        return found

    def groups_of(self, limit: Limit) -> Iterable[set[str]]:
        """The operations that one core of a limit counts together."""
        return self.groups(lambda name: self.counted_by(limit.per, name)).values()

    def counted_by(self, scope: Scope, operation: str) -> str:
        """What tells the calls of this operation from others that the scope counts apart."""
        if isinstance(scope, Param):
            return f"{scope.name}={self._value(scope.name, operation)}"
        return operation if scope == "operation" else ""

    def _value(self, name: str, operation: str) -> str:
        """The value of a parameter in the requests of an operation, else that of the connection."""
        request = self._target.subjects[operation].request
        for part in (request.path, request.query, request.headers, request.body):
            if isinstance(part, Mapping) and name in part:
                return str(part[name])
        return str(getattr(self._connection, name, ""))

    @cached_property
    def suspended(self) -> list[tuple[float, float]]:
        """When the machine slept: from, until."""
        return [
            (entry.at, entry.at + entry.seconds) for entry in self.log if entry.kind == "suspend"
        ]

    def excused(self, moment: float) -> float:
        """The moment, or when the machine woke that slept through it, and had slept enough."""
        for slept, woke in self.suspended:
            if slept <= moment < woke:
                # It may fall asleep again as it wakes.
                moment = woke
        return moment


def _is_odd(entry: Entry) -> bool:
    """Whether an answer is another than that of a good day."""
    return bool(entry.count >= 400 or entry.headers or entry.body or entry.what)
