"""What a waiting thread is woken with."""

import threading


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
