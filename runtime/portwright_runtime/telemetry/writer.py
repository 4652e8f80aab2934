"""A thread that writes records to the handlers of a logger, and what is so of every such thread."""

import atexit
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from logging.handlers import QueueListener
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final
from weakref import WeakSet

from portwright_runtime.gates.process import PROCESS

# Seconds between two notices of records that were dropped.
NOTICE_EVERY: Final = 10.0
# Seconds that the end of the interpreter waits for all writers: a handler may hang.
EXIT_WAIT: Final = 10.0

_Item = tuple[Context, logging.LogRecord]


class _Here(threading.local):
    """The loggers whose handlers the current thread runs right now."""

    loggers: tuple[logging.Logger, ...] = ()


_HERE: Final = _Here()


def is_writing(logger: logging.Logger) -> bool:
    """Whether a handler of the logger runs in this thread, further up."""
    return logger in _HERE.loggers


def write(logger: logging.Logger, record: logging.LogRecord) -> None:
    """Do with a record what its logger would have done at once."""
    before = _HERE.loggers
    _HERE.loggers = (*before, logger)
    try:
        logger.handle(record)
    finally:
        _HERE.loggers = before


class Writer(QueueListener):
    """One thread's work, in one process. It knows nothing of who hands it records, so that it can
    end when they are gone.
    """

    def __init__(self, logger: logging.Logger, notice: Callable[[int], logging.LogRecord]) -> None:
        # This queue has no lock that a signal handler or a finalizer could find taken by its own
        # thread, and no bound either: the backlog looks at its size, and may be a few over.
        self.records: SimpleQueue[_Item | None] = SimpleQueue()
        super().__init__(self.records, _Delivery(logger))
        self.generation = PROCESS.generation
        self.dropped = 0
        self._notice = notice
        self._noticed = 0
        self._next_notice = 0.0
        self._ended = False

    def start(self) -> None:
        super().start()
        _UNDER_WAY.add(self)

    def put(self, item: _Item) -> None:
        self.records.put(item)
        if self._ended:
            # The thread ended in between.
            self._drain()

    def drop(self) -> None:
        with PROCESS.lock:
            self.dropped += 1

    def handle(self, record: Any) -> None:
        """Write one item; said of a record by the standard library, which has no contexts."""
        context, record = record
        context.run(super().handle, record)
        if self.dropped != self._noticed and monotonic() >= self._next_notice:
            self._tell_dropped()

    def stop(self, seconds: float | None = None) -> None:
        """Write what waits, and end the thread; it gives up after so many seconds. A handler that
        stops its own thread does not wait: the thread writes the rest and ends after it.
        """
        thread = self._thread
        if thread is threading.current_thread():
            self._ended = True
            self.enqueue_sentinel()
        elif thread:
            self.enqueue_sentinel()
            thread.join(seconds)
            # What hangs there would hang here as well.
            if not thread.is_alive():
                self._ended = True
                self._finish()

    def retire(self) -> None:
        """End the thread once it has written what waits. Waits for nothing, as a finalizer must."""
        if self.generation == PROCESS.generation:
            self.enqueue_sentinel()

    def _finish(self) -> None:
        self._drain()
        if self.dropped != self._noticed:
            self._tell_dropped()

    def _tell_dropped(self) -> None:
        count, self._noticed = self.dropped - self._noticed, self.dropped
        self._next_notice = monotonic() + NOTICE_EVERY
        # An application's own kind of record may fail; the calls whose it is are told that.
        with suppress(Exception):
            super().handle(self._notice(count))

    def _drain(self) -> None:
        """Write what waits now, and not what handlers make of it: that might never end."""
        for _ in range(self.records.qsize()):
            try:
                item = self.records.get_nowait()
            except Empty:
                return
            if item:
                self.handle(item)
            else:
                # The sign for the thread to end, which it has not come to yet.
                self.enqueue_sentinel()


# Whatever its thread works for is here; what ended goes by itself.
_UNDER_WAY: Final[WeakSet[Writer]] = WeakSet()


# Registered later than the same of logging, so it runs before handlers are closed.
@atexit.register
def _write_all() -> None:
    end = monotonic() + EXIT_WAIT
    with PROCESS.lock:
        writers = [one for one in _UNDER_WAY if one.generation == PROCESS.generation]
    for writer in writers:
        writer.stop(max(end - monotonic(), 0.0))


class _Delivery(logging.Handler):
    """A handler whose errors are told as those of handlers are."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__()
        self._logger = logger

    def handle(self, record: logging.LogRecord) -> bool:
        """Without the lock, which only its thread would take: `logging.shutdown` waits for it, and
        a handler that hangs would have kept it.
        """
        try:
            write(self._logger, record)
        except Exception:  # noqa: BLE001 - a filter of the application; the thread goes on
            self.handleError(record)
        return True
