"""A call of the synchronous driver as something to step by hand, as a coroutine is.

It has a thread of its own, which runs only between `send` (or `throw`) and the next `pause`: one
thread at a time, in whatever order the test wants.
"""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

W = TypeVar("W")


class Stepped(Generic[W]):
    """`send` and `throw` let the work go on until it waits, and return what it waits for; at its
    end they raise StopIteration, or what the work raised.
    """

    def __init__(self, work: Callable[["Stepped[W]"], Any]) -> None:
        self._work = work
        self._turn, self._back = threading.Lock(), threading.Lock()
        self._turn.acquire()
        self._back.acquire()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._wait: W | None = None
        self._thrown: BaseException | None = None
        self._end: BaseException | None = None

    def send(self, value: None) -> W:
        """Go on."""
        return self._go_on()

    def throw(self, error: BaseException) -> W:
        """Go on with an error where it waits."""
        self._thrown = error
        return self._go_on()

    def pause(self, wait: W) -> None:
        """Said by the work: let others run, until it is sent on."""
        self._wait = wait
        self._back.release()
        self._turn.acquire()
        error, self._thrown = self._thrown, None
        if error:
            raise error

    def _go_on(self) -> W:
        if self._thread.ident is None:
            self._thread.start()
        self._wait = None
        self._turn.release()
        self._back.acquire()
        if self._end:
            self._thread.join()
            raise self._end
        assert self._wait is not None
        return self._wait

    def _run(self) -> None:
        self._turn.acquire()
        try:
            end: BaseException = StopIteration(self._work(self))
        except BaseException as error:  # noqa: BLE001 - raised where it is stepped
            end = error
        self._end = end
        self._back.release()
