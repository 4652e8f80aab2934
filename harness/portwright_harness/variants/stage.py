"""What a client meets in a variant: the fault and the recorded answers, on a virtual clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from portwright_harness.clock import VirtualTime
from portwright_harness.credential_steps import CredentialSteps
from portwright_harness.fault_script import lost
from portwright_harness.levels.faults import key_of
from portwright_harness.manifest import CredentialNames, OperationEntry
from portwright_harness.matching import Matching
from portwright_harness.pairs import decode_pairs
from portwright_harness.problem import Problem
from portwright_harness.recording import Interaction
from portwright_harness.replay import ReplayError, sent_message
from portwright_harness.variants.reading import Reading
from portwright_harness.variants.trace import Attempt, CallTrace
from portwright_runtime import Headers, WireRequest, WireResponse

# A driver that never ends is stopped: no policy of anybody has so many attempts.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Met:
    """A fault as an attempt meets it: an answer, or the way in which there is none."""

    shown: str
    reading: Reading
    answer: WireResponse | None = None
    lost: str = ""


@dataclass(slots=True)
class Stage:
    """Answers the requests of one client. The first `times` attempts at the recorded answer number
    `leg` (from 0) meet `met`, one after the other and the last one to the end; everything else is
    answered as it was recorded. With `again` another call may come when all of that was given."""

    met: Sequence[Met]
    recorded: Sequence[Interaction]
    before: CredentialSteps
    entry: OperationEntry
    credentials: CredentialNames
    leg: int = 0
    times: float = 1
    again: bool = False
    time: VirtualTime = field(default_factory=VirtualTime)
    calls: list[CallTrace] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    matching: Matching | None = None
    _asked: int = 0

    @property
    def played(self) -> int:
        """How many requests were answered or broken off."""
        return sum(len(call.attempts) for call in self.calls)

    def begin(self) -> None:
        """Another call of the client begins, at the first recorded answer."""
        self.calls.append(CallTrace(self.time.seconds))

    def recover(self) -> None:
        """The vendor is back."""
        self.times = 0

    def answer(self, request: WireRequest) -> WireResponse:
        """The fault, or what was recorded; raises ReplayError for a request too many."""
        credentials = self.before.answer(request)
        if credentials is not None:
            return credentials
        if not self.calls or (self.again and self._place()[0] >= len(self.recorded)):
            self.begin()
        leg, made = self._place()
        if leg >= len(self.recorded) or len(made) >= _MOST:
            raise self._extra(leg, made)
        if leg == self.leg and len(made) < self.times:
            return self._faulty(request, self.met[min(len(made), len(self.met) - 1)])
        response = self.recorded[leg].response
        self._note(request, self.time.seconds, None, f"the recorded answer ({response.status})")
        return WireResponse(response.status, Headers(response.headers), response.body)

    def _place(self) -> tuple[int, list[Attempt]]:
        """Which recorded answer is next in this call, and the attempts that were made at it."""
        legs = self.calls[-1].legs
        if not legs or legs[-1][-1].reading is None:
            return len(legs), []
        return len(legs) - 1, legs[-1]

    def _faulty(self, request: WireRequest, met: Met) -> WireResponse:
        began = self.time.seconds
        error = lost(met.lost, request, self.time) if met.lost else None
        self._note(request, began, met.reading, met.shown)
        if error is not None:
            raise error
        assert met.answer is not None
        return met.answer

    def _note(self, request: WireRequest, began: float, reading: Reading | None, met: str) -> None:
        leg, made = self._place()
        if not made:
            self.calls[-1].legs.append([])
        message = sent_message(request)
        self.calls[-1].legs[leg].append(
            Attempt(
                message,
                began,
                self.time.seconds,
                reading,
                met,
                renewed=self.before.asked > self._asked,
                key=key_of(self.entry, message),
                credential=_credential(self.credentials, request),
            )
        )
        self._asked = self.before.asked

    def _extra(self, leg: int, made: list[Attempt]) -> ReplayError:
        over = f"{len(self.recorded)} answers were recorded, and another request came"
        text = f"{len(made)} requests and no end" if made else over
        problem = Problem("extra", text)
        self.problems.append(problem)
        return ReplayError(problem)


def _credential(names: CredentialNames, request: WireRequest) -> tuple[str, ...]:
    """What proves who asks, in this request."""
    headers = {name.lower(): value for name, value in request.headers}
    query = dict(decode_pairs(request.url.partition("?")[2])) if names.query else {}
    return (
        *(headers.get(name.lower(), "") for name in names.headers),
        *(query.get(name, "") for name in names.query),
    )
