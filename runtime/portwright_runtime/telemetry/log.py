"""Events to the standard library's logging, as structured fields."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

from portwright_runtime.policies.classify import Outcome
from portwright_runtime.telemetry.event import Event

LOGGER: Final = "portwright_runtime.calls"

# Outcomes that are the vendor's plain answer to a caller's question.
_ORDINARY: Final = frozenset({"success", "not_found", "conflict", "rejected"})


def _after(ordinary: int) -> Callable[[Event], int]:
    def level(event: Event) -> int:
        if event.outcome == Outcome.BUG.value:
            return logging.ERROR
        return ordinary if event.outcome in _ORDINARY else logging.WARNING

    return level


def _always(level: int) -> Callable[[Event], int]:
    return lambda event: level


_LEVELS: Final[Mapping[str, Callable[[Event], int]]] = {
    "started": _always(logging.DEBUG),
    "attempt": _after(logging.DEBUG),
    "wait": _always(logging.INFO),
    "refused": _always(logging.WARNING),
    "state": _always(logging.WARNING),
    "finished": _after(logging.INFO),
}
_MESSAGES: Final[Mapping[str, str]] = {
    "started": "%(vendor)s.%(operation)s started",
    "attempt": "%(vendor)s.%(operation)s attempt %(attempt)d: %(outcome)s in %(seconds).3f s",
    "wait": "%(vendor)s.%(operation)s waits %(seconds).3f s (%(stage)s)",
    "refused": "%(vendor)s.%(operation)s refused by %(stage)s",
    "state": "%(vendor)s %(stage)s is %(outcome)s",
    "finished": "%(vendor)s.%(operation)s finished: %(outcome)s after %(attempt)d attempts"
    " in %(seconds).3f s",
}


class LogSink:
    """A listener that logs under `portwright_runtime.calls`.

    Every fact of an event is a field of the record as well (`vendor`, `operation`, `event`,
    `attempt`, `outcome`, `seconds`, `stage`, `status`, `call`). Nothing is made or formatted for a
    level that is off; where handlers are slow, put a `logging.handlers.QueueHandler` before them.
    """

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logger or logging.getLogger(LOGGER)

    def __call__(self, event: Event) -> None:
        level = _LEVELS[event.kind](event)
        if self._logger.isEnabledFor(level):
            fields = _fields(event)
            self._logger.log(level, _MESSAGES[event.kind], fields, extra=fields)


def _fields(event: Event) -> dict[str, object]:
    return {
        "event": event.kind,
        "vendor": event.vendor or "vendor",
        "operation": event.operation,
        "attempt": event.attempt,
        "outcome": event.outcome,
        "seconds": event.seconds,
        "stage": event.stage,
        "status": event.status,
        "call": event.call,
    }
