"""A lock between processes: on an open file, so that it goes with its process."""

import os
import sys
from pathlib import Path

from portwright_runtime.gates.process import PROCESS

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # flock, not lockf: it belongs to the open file, so two stores of one process exclude each
    # other as well, and closing some other handle of the file does not let it go.
    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class FileLock:
    """Locks the file at `path`, which is made when needed and stays: without it, no lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._process = PROCESS.generation

    def try_lock(self) -> bool:
        """Take it; False if anybody has it. OSError if the file cannot be opened."""
        if self._process != PROCESS.generation:
            self._let_go_of_the_parents()
        if self._handle is not None:
            return False
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def unlock(self) -> None:
        """Let it go; nothing happens if it is not held."""
        if self._process != PROCESS.generation:
            self._let_go_of_the_parents()
        handle, self._handle = self._handle, None
        if handle is None:
            return
        try:
            _give(handle)
        finally:
            os.close(handle)

    def _let_go_of_the_parents(self) -> None:
        # A handle that came with a fork is the parent's lock: closed, it stays the parent's.
        handle, self._handle = self._handle, None
        self._process = PROCESS.generation
        if handle is not None:
            os.close(handle)
