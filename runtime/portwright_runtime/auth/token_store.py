"""Where tokens are kept between two renewals: one store for each connection."""

from threading import Lock
from typing import Protocol

from portwright_runtime.auth.tokens import Tokens
from portwright_runtime.gates.process import PROCESS


class TokenStore(Protocol):
    """Keeps the newest tokens of one connection.

    The drivers call it under its lock, on the event loop too and with no await between the
    vendor's answer and `save`, so that nothing can come between: be quick, and do not wait.
    """

    def load(self) -> Tokens | None:
        """What was saved last; None if nothing ever was."""
        ...

    def save(self, tokens: Tokens) -> None:
        """Keep these in place of the last ones: all of them or, when it raises, none."""
        ...

    def try_lock(self) -> bool:
        """Take the lock that everybody who renews these tokens takes; False if it is taken."""
        ...

    def unlock(self) -> None:
        """Let the lock go."""
        ...


class MemoryTokenStore:
    """Keeps tokens for the life of the process; clients of one connection may share it.

    A forked process goes on with tokens of its own: where they rotate, use a file.
    """

    def __init__(self) -> None:
        self._tokens: Tokens | None = None
        self._lock = Lock()
        self._process = PROCESS.generation

    def load(self) -> Tokens | None:
        """What was saved last."""
        return self._tokens

    def save(self, tokens: Tokens) -> None:
        """Keep these."""
        self._tokens = tokens

    def try_lock(self) -> bool:
        """Take the lock, if it is free."""
        if self._process != PROCESS.generation:
            # A thread of the parent may have had it when this process was forked.
            self._lock, self._process = Lock(), PROCESS.generation
        return self._lock.acquire(blocking=False)

    def unlock(self) -> None:
        """Let the lock go."""
        self._lock.release()

    def __repr__(self) -> str:
        return "MemoryTokenStore()"
