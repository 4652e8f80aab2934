"""Fault steps of a case: `timeout`, `connect`, `reset`, a status, or `ok`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portwright_harness.clock import VirtualTime
from portwright_harness.matching import Matching
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.recording import RecordedResponse
from portwright_harness.replay import ReplayError
from portwright_runtime import Headers, WireRequest, WireResponse
from portwright_runtime.errors import (
    AttemptTimeout,
    ConnectFailed,
    ConnectionLost,
    TransportFailed,
)

OK = "ok"

_STATUS = re.compile(r"[1-5][0-9]{2}")
_RETRY_AFTER = {"429": (("Retry-After", "1"),)}
_LOST: dict[str, tuple[type[TransportFailed], bool]] = {
    "connect": (ConnectFailed, False),
    "reset": (ConnectionLost, True),
    "timeout": (AttemptTimeout, True),
}
_KNOWN_KEYS = frozenset({"status", "headers", "body"})


@dataclass(frozen=True, slots=True)
class Step:
    """One attempt's fate: an answer of its own, a lost attempt, or (`ok`) the recorded answer."""

    name: str
    answer: WireResponse | None = None

    @property
    def ok(self) -> bool:
        """Whether the recording answers."""
        return self.name == OK


def read_steps(faults: Sequence[Any]) -> tuple[Step, ...]:
    """The steps of a case; raises ScenarioError for one that is unknown."""
    return tuple(_step(fault) for fault in faults)


def label(faults: Iterable[Any]) -> str:
    """The steps as part of a test's name."""
    return ",".join(
        str(f.get("status", "fault")) if isinstance(f, Mapping) else str(f) for f in faults
    )


def _step(fault: Any) -> Step:
    if isinstance(fault, Mapping):
        return _stated(fault)
    name = str(fault)
    if name == OK or name in _LOST:
        return Step(name)
    if _STATUS.fullmatch(name):
        return Step(name, WireResponse(int(name), Headers(_RETRY_AFTER.get(name, ())), b""))
    raise ScenarioError(
        "inputs", f"unknown fault `{name}`; there are: ok, {', '.join(_LOST)}, and statuses"
    )


def _stated(fault: Mapping[str, Any]) -> Step:
    """`{status: 429, headers: {Retry-After: "2"}, body: …}`; other keys are fields of the body."""
    import json

    status = str(fault.get("status", ""))
    if not _STATUS.fullmatch(status):
        raise ScenarioError("inputs", f"a fault needs a status, not `{status}`")
    fields = {key: value for key, value in fault.items() if key not in _KNOWN_KEYS}
    body = json.dumps(fault.get("body", fields)).encode()
    headers = {"Content-Type": "application/json", **(fault.get("headers") or {})}
    pairs = tuple((name, str(value)) for name, value in headers.items())
    return Step(status, WireResponse(int(status), Headers(pairs), body))


@dataclass(slots=True)
class FaultScript:
    """A source that follows the steps and keeps every request that it saw."""

    steps: Sequence[Step]
    recorded: RecordedResponse | None
    time: VirtualTime
    seen: list[WireRequest] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    matching: Matching | None = None

    @property
    def played(self) -> int:
        """How many requests were seen."""
        return len(self.seen)

    def answer(self, request: WireRequest) -> WireResponse:
        """What the next step says; raises ReplayError for a request beyond the last."""
        self.seen.append(request)
        if len(self.seen) > len(self.steps):
            problem = Problem("extra", f"request {len(self.seen)} is beyond the steps of the case")
            self.problems.append(problem)
            raise ReplayError(problem)
        step = self.steps[len(self.seen) - 1]
        if step.answer is not None:
            return step.answer
        if step.name in _LOST:
            raise self._lost(step.name, request)
        assert self.recorded is not None
        return WireResponse(
            self.recorded.status, Headers(self.recorded.headers), self.recorded.body
        )

    def _lost(self, name: str, request: WireRequest) -> TransportFailed:
        if name == "timeout":
            self.time.pass_by(request.timeout)
        kind, sent = _LOST[name]
        return kind(f"fault `{name}`", sent=sent)
