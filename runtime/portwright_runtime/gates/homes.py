"""Where a client is at home: a process, and for an asynchronous one its event loop."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.gates.process import PROCESS

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class SyncHome:
    """Threads share a client, so that it is at home in all of them."""

    __slots__ = ()

    def moved(self) -> bool:
        """Never."""
        return False


class AsyncHome:
    """Tells when its owner is used in a forked process or in another loop for the first time."""

    __slots__ = ("_generation", "_loop", "_running")

    def __init__(self) -> None:
        self._generation = PROCESS.generation
        self._loop: AbstractEventLoop | None = None
        self._running: Callable[[], AbstractEventLoop | None] = _running_loop

    def moved(self) -> bool:
        """Whether this is another process or loop than before; True once.

        Raises ConfigurationError while the loop before runs in another thread: what a client
        keeps is not safe to use in both.
        """
        loop = self._running()
        if loop is self._loop and self._generation == PROCESS.generation:
            return False
        forked = self._forked()
        before, self._running = self._loop, _cached()
        if before is not None and before.is_running():
            raise ConfigurationError(
                "an asynchronous client is used in two event loops at once: make one for each"
            )
        self._loop = loop
        return forked or before is not None

    def _forked(self) -> bool:
        if self._generation == PROCESS.generation:
            return False
        # The loop of the parent does not run here, whatever it says.
        self._generation = PROCESS.generation
        self._loop = None
        return True


def _running_loop() -> "AbstractEventLoop | None":
    return _cached()()


def _cached() -> "Callable[[], AbstractEventLoop | None]":
    # Not before a call is made: importing generated code must stay cheap.
    from asyncio import _get_running_loop

    return _get_running_loop
