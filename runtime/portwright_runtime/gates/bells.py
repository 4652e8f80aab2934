"""What those who wait in a line are woken with: a thread, or a task."""

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future


class SyncSystemBell:
    """One thread waits, anybody rings; a ring before the wait is not lost."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def ring(self) -> None:
        """End the wait, this one or the next; who rings holds the lock of the gates."""
        if self._lock.locked():
            self._lock.release()

    def wait(self, seconds: float) -> None:
        """Until it is rung, and so many seconds at most."""
        self._lock.acquire(timeout=max(0.0, seconds))


class AsyncSystemBell:
    """One task waits, anybody rings, from any thread; a ring before the wait is not lost."""

    __slots__ = ("_future", "_loop", "_rung")

    def __init__(self) -> None:
        self._rung = False
        self._future: Future[None] | None = None
        self._loop: AbstractEventLoop | None = None

    def ring(self) -> None:
        """End the wait, this one or the next."""
        self._rung = True
        if self._future is not None and self._loop is not None:
            from asyncio import _get_running_loop

            if _get_running_loop() is self._loop:
                self._wake()
            elif not self._loop.is_closed():
                with suppress(RuntimeError):  # closed meanwhile: nobody waits there any more
                    self._loop.call_soon_threadsafe(self._wake)

    async def wait(self, seconds: float) -> None:
        """Until it is rung, and so many seconds at most."""
        from asyncio import get_running_loop

        self._loop = loop = get_running_loop()
        self._future = loop.create_future()
        timer = loop.call_later(max(0.0, seconds), self._wake)
        try:
            # Rung from another thread before there was a future to end.
            if not self._rung:
                await self._future
        finally:
            timer.cancel()
            self._future = None
            self._rung = False

    def _wake(self) -> None:
        if self._future is not None and not self._future.done():
            self._future.set_result(None)
