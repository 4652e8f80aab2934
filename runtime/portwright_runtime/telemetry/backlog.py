"""Records on their way to the log: a bounded queue, and a thread that empties it."""

import logging
import weakref
from collections.abc import Callable
from contextvars import copy_context

from portwright_runtime.gates.process import PROCESS
from portwright_runtime.telemetry.writer import Writer, is_writing, write


class Backlog:
    """Hands records to a logger's handlers in a thread of its own, begun by the first record.

    `put` never waits: a record that finds `capacity` others waiting is dropped and counted, and
    `notice` makes the record that says how many were. It must not refer to who has the backlog: the
    thread ends when that is gone. The child of a fork has a thread and a queue of its own; what the
    parent had not written yet, the parent writes.
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
        # Without a writer that would tell of them.
        self._untold = 0

    @property
    def dropped(self) -> int:
        """How many records this process dropped."""
        return self._untold + (self._writer.dropped if self._writer else 0)

    def put(self, record: logging.LogRecord) -> None:
        """Have a record written, in the context of the caller; without a thread, by the caller."""
        if is_writing(self._logger):
            # A handler made a call: to write that as well may go on for ever.
            self._drop()
            return
        writer = self._here() or self._begun()
        if writer is None:
            write(self._logger, record)
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

    def _drop(self) -> None:
        writer = self._here()
        if writer:
            writer.drop()
        else:
            with PROCESS.lock:
                self._untold += 1

    def _here(self) -> Writer | None:
        """The writer of this process, if there is one under way."""
        writer = None if self._closed else self._writer
        return writer if writer and writer.generation == PROCESS.generation else None

    def _begun(self) -> Writer | None:
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
                # At the end of the interpreter there is more to do than this.
                weakref.finalize(self, writer.retire).atexit = False
            return self._here()
