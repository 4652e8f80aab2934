"""Events to the standard library's logging, as structured fields."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Self

from portwright_runtime.policies.classify import Outcome
from portwright_runtime.telemetry.backlog import Backlog
from portwright_runtime.telemetry.event import Event

LOGGER: Final = "portwright_runtime.calls"
# Records that may wait to be written; some 1 kB each, beside what the context of a call holds.
CAPACITY: Final = 10_000

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
_DROPPED: Final = "%(dropped)d events were not logged: calls are faster than the log's handlers"
# A notice has all the fields of an event, because a format may name them.
_NO_EVENT: Final = Event("started", "", 0, "", 0.0)


class LogSink:
    """A listener that logs under `portwright_runtime.calls`; one for all clients.

    Every fact of an event is a field of the record as well (`vendor`, `operation`, `event`,
    `attempt`, `outcome`, `seconds`, `stage`, `status`, `call`). Nothing is made or formatted for a
    level that is off.

    Filters and handlers run in a thread of the sink, in the context (`contextvars`) of the call, so
    that a slow one delays no call. Of more than `capacity` records waiting, new ones are `dropped`
    and counted, and a warning says how many; so are those of calls that a handler makes. `close`
    and the end of a `with` write what waits, and so does the end of the interpreter, for 10 seconds
    at most; a process that ends by `os._exit` (a child of `multiprocessing`) has to close. With
    a capacity of 0, and once closed, the sink logs in the thread of the call.
    """

    def __init__(self, logger: logging.Logger | None = None, *, capacity: int = CAPACITY) -> None:
        self._logger = logger or logging.getLogger(LOGGER)
        self._backlog = Backlog(self._logger, capacity, partial(_notice, self._logger))
        if not capacity:
            self._backlog.close()

    def __call__(self, event: Event) -> None:
        level = _LEVELS[event.kind](event)
        if self._logger.isEnabledFor(level):
            record = _record(self._logger, level, _MESSAGES[event.kind], _fields(event))
            self._backlog.put(record)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, and end the thread; what comes later is logged by its caller."""
        self._backlog.close()

    @property
    def dropped(self) -> int:
        """How many records were not logged, because too many waited."""
        return self._backlog.dropped


def _record(
    logger: logging.Logger, level: int, text: str, fields: dict[str, object]
) -> logging.LogRecord:
    # As `Logger.log` makes it, without the search for a caller, which is always this file.
    return logger.makeRecord(logger.name, level, __file__, 0, text, (fields,), None, extra=fields)


def _notice(logger: logging.Logger, count: int) -> logging.LogRecord:
    fields = {**_fields(_NO_EVENT), "event": "dropped", "dropped": count}
    return _record(logger, logging.WARNING, _DROPPED, fields)


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
