"""Fault steps of a case: `timeout`, `connect`, `reset`, a status, or `ok`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portwright_harness.clock import VirtualTime
from portwright_harness.credential_steps import CredentialSteps
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
    """A source that follows the steps and keeps every request that it saw.

    `recorded` are the answers of the `ok` steps, in order; pages after the last step are answered
    by what is left of them. Requests for credentials (`before`) are no steps. `legs` says, for each
    request, how many recorded answers had been given.
    """

    steps: Sequence[Step]
    recorded: Sequence[RecordedResponse]
    time: VirtualTime
    before: CredentialSteps = field(default_factory=lambda: CredentialSteps(()))
    seen: list[WireRequest] = field(default_factory=list)
    legs: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    matching: Matching | None = None
    _given: int = 0

    @property
    def played(self) -> int:
        """How many requests were seen."""
        return len(self.seen)

    @property
    def expected(self) -> int:
        """How many requests the steps and the pages after them make."""
        given = sum(step.ok for step in self.steps)
        ends_well = bool(self.steps) and self.steps[-1].ok
        return len(self.steps) + (max(0, len(self.recorded) - given) if ends_well else 0)

    def answer(self, request: WireRequest) -> WireResponse:
        """What the next step says; raises ReplayError for a request beyond the last."""
        credentials = self.before.answer(request)
        if credentials is not None:
            return credentials
        self.seen.append(request)
        self.legs.append(self._given)
        if len(self.seen) > self.expected:
            problem = Problem("extra", f"request {len(self.seen)} is beyond the steps of the case")
            self.problems.append(problem)
            raise ReplayError(problem)
        step = self.steps[len(self.seen) - 1] if len(self.seen) <= len(self.steps) else Step(OK)
        if step.answer is not None:
            return step.answer
        if not step.ok:
            raise lost(step.name, request, self.time)
        return self._recorded()

    def _recorded(self) -> WireResponse:
        answer = self.recorded[min(self._given, len(self.recorded) - 1)]
        self._given += 1
        return WireResponse(answer.status, Headers(answer.headers), answer.body)


def lost(name: str, request: WireRequest, time: VirtualTime) -> TransportFailed:
    """The error of an attempt without an answer; a timeout takes its time."""
    if name == "timeout":
        time.pass_by(request.timeout)
    kind, sent = _LOST[name]
    return kind(f"fault `{name}`", sent=sent)
