"""Records on their way to the log: a bounded queue, and a thread that empties it."""

import atexit
import logging
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from logging.handlers import QueueListener
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final

from portwright_runtime.gates.process import PROCESS

# Seconds between two notices of records that were dropped.
NOTICE_EVERY: Final = 10.0

_Item = tuple[Context, logging.LogRecord]


class Backlog:
    """Hands records to a logger's handlers in a thread of its own, begun by the first record.

    `put` never waits: a record that finds `capacity` others waiting is dropped and counted, and
    `notice` makes the record that says how many were. The child of a fork has a thread and a queue
    of its own; what the parent had not written yet, the parent writes.
    """

    def __init__(
        self,
        logger: logging.Logger,
        capacity: int,
        notice: Callable[[int], logging.LogRecord],
    ) -> None:
        self._logger = logger
        self._capacity = capacity
        self._notice = notice
        self._closed = False
        self._writer: Writer | None = None

    @property
    def dropped(self) -> int:
        """How many records this process dropped."""
        return self._writer.dropped if self._writer else 0

    def put(self, record: logging.LogRecord) -> None:
        """Have a record written, in the context of the caller; without a thread, by the caller."""
        writer = self._here() or self._begun()
        if writer is None:
            self._logger.handle(record)
        elif writer.records.qsize() >= self._capacity:
            writer.drop()
        else:
            writer.put((copy_context(), record))

    def close(self) -> None:
        """Write what waits, and end the thread."""
        with PROCESS.lock:
            writer, self._closed = self._here(), True
        if writer:
            writer.stop()
        atexit.unregister(self.close)

    def _here(self) -> "Writer | None":
        """The writer of this process, if there is one under way."""
        writer = None if self._closed else self._writer
        return writer if writer and writer.generation == PROCESS.generation else None

    def _begun(self) -> "Writer | None":
        """A writer for this process; None once closed, or where no thread is to be had."""
        if self._closed:
            return None
        with PROCESS.lock:
            if not self._closed and not self._here():
                writer = Writer(self._logger, self._notice)
                try:
                    writer.start()
                except RuntimeError:
                    return None
                self._writer = writer
                # Later than the same of logging, so it runs before handlers are closed.
                atexit.register(self.close)
            return self._here()


class Writer(QueueListener):
    """One thread's work, in one process."""

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

    def stop(self) -> None:
        super().stop()
        self._ended = True
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
        while True:
            try:
                item = self.records.get_nowait()
            except Empty:
                return
            self.handle(item)


class _Delivery(logging.Handler):
    """Does with a record what its logger would have done at once."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__()
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._logger.handle(record)
        except Exception:  # noqa: BLE001 - a filter of the application; the thread goes on
            self.handleError(record)
