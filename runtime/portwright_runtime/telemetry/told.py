"""Tells a listener the events of one logical call; without a listener, nobody."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any, Final

from portwright_runtime.errors import DeadlineExceeded, OutcomeUnknown, PortwrightError
from portwright_runtime.outcomes import outcome_of
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.spec import OperationSpec
from portwright_runtime.telemetry.event import DEADLINE, UNKNOWN, Event, EventKind, Listener
from portwright_runtime.telemetry.server import server_of

_calls: Final[Callable[[], int]] = itertools.count(1).__next__


def end_of(error: PortwrightError) -> str:
    """The class of a call that ended with an error."""
    if isinstance(error, DeadlineExceeded):
        return DEADLINE
    return UNKNOWN if isinstance(error, OutcomeUnknown) else outcome_of(error).value


class Told:
    """The events of one call, in the words of the driver.

    `base_url` is asked at each event: a token that the call fetches may name another.
    """

    __slots__ = ("_attempts", "_base_url", "_call", "_listener", "_spec", "_vendor")

    def __init__(
        self,
        listener: Listener,
        vendor: str,
        spec: OperationSpec[Any],
        base_url: Callable[[], str],
    ) -> None:
        self._listener = listener
        self._vendor = vendor
        self._base_url = base_url
        self._spec = spec
        self._call = _calls()
        self._attempts = 0

    def started(self) -> None:
        """The call begins."""
        self._tell("started", 0, "", 0.0)

    def attempt(
        self, number: int, outcome: Outcome, seconds: float, status: int | None = None
    ) -> None:
        """An attempt ended, with what it was answered."""
        self._attempts = number
        self._tell("attempt", number, outcome.value, seconds, status=status)

    def wait(
        self, number: int, outcome: Outcome | None, seconds: float, stage: str = "retry"
    ) -> None:
        """The call waits, after attempt `number` and its outcome (None: before the first)."""
        self._tell("wait", number, outcome.value if outcome else "", seconds, stage=stage)

    def refused(self, number: int, stage: str, seconds: float = 0.0) -> None:
        """A stage of ours refused attempt `number`; `seconds` until it may come again."""
        self._tell("refused", number, Outcome.REFUSED.value, seconds, stage=stage)

    def states(self, states: Iterable[str]) -> None:
        """The breaker came to these, one after the other."""
        for state in states:
            self._tell("state", 0, state, 0.0, stage="breaker")

    def finished(self, outcome: str, seconds: float) -> None:
        """The call ended, well or not."""
        self._tell("finished", self._attempts, outcome, seconds)

    def _tell(
        self,
        kind: EventKind,
        attempt: int,
        outcome: str,
        seconds: float,
        *,
        status: int | None = None,
        stage: str = "",
    ) -> None:
        spec = self._spec
        self._listener(
            Event(
                kind,
                spec.name,
                attempt,
                outcome,
                seconds,
                self._vendor,
                self._call,
                spec.method,
                spec.path,
                status,
                stage,
                *server_of(self._base_url()),
            )
        )
