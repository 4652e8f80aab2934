"""An event loop whose time is virtual: when nobody has anything to do, it is the next timer's."""

from __future__ import annotations

import heapq
from asyncio import AbstractEventLoop, Future, Handle, Task, TimerHandle, events
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context
from typing import Any, Final, TypeVar

T = TypeVar("T")
# To a type checker all of its methods are abstract; here those that nobody needs stay unmade.
_Base: Final[Any] = AbstractEventLoop
# In one moment; a burst of all the calls that a scenario may have takes fewer.
_MOST_STEPS: Final = 50_000_000


class StuckError(Exception):
    """Somebody waits, and no timer will ever wake anybody."""


class VirtualLoop(_Base):  # type: ignore[misc]
    """Runs tasks and timers, and nothing else: no threads, no sockets, no real time.

    What is due at one moment runs in the order in which it was asked for, so that a run is the
    same each time.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._ready: deque[Handle] = deque()
        self._timers: list[tuple[float, int, TimerHandle]] = []
        self._asked = 0
        self._running = False
        self._closed = False
        self._failure: BaseException | None = None
        self._steps = 0

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._now

    def jump(self, seconds: float) -> None:
        """The machine slept: time passes and nothing runs in it."""
        self._now += seconds

    def run_until_complete(self, future: Coroutine[Any, Any, T]) -> T:
        """Run until it is done; raises StuckError if it never will be."""
        task = self.create_task(future)
        before = events._get_running_loop()
        events._set_running_loop(self)
        self._running = True
        try:
            while not task.done():
                self._step()
        finally:
            self._running = False
            events._set_running_loop(before)
        return task.result()

    def _step(self) -> None:
        if not self._ready:
            self._pass_time()
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise StuckError("time stands still: somebody asks again and again")
        handle = self._ready.popleft()
        if not handle.cancelled():
            handle._run()
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure

    def _pass_time(self) -> None:
        """On to the next timer, and to all that are due with it."""
        while self._timers and self._timers[0][2].cancelled():
            heapq.heappop(self._timers)
        if not self._timers:
            raise StuckError("somebody waits for what never comes")
        if self._timers[0][0] > self._now:
            self._now = self._timers[0][0]
            self._steps = 0
        while self._timers and self._timers[0][0] <= self._now:
            self._ready.append(heapq.heappop(self._timers)[2])

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Run it in this moment, after what is asked for already."""
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> TimerHandle:
        """Run it after so many virtual seconds."""
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> TimerHandle:
        """Run it at that virtual time, or now if that is past."""
        handle = TimerHandle(when, callback, args, self, context)
        self._asked += 1
        heapq.heappush(self._timers, (when, self._asked, handle))
        return handle

    def create_future(self) -> Future[Any]:
        """A future of this loop."""
        return Future(loop=self)

    def create_task(
        self,
        coro: Generator[Any, None, T] | Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> Task[T]:
        """Start a task."""
        return Task(coro, loop=self, name=name, context=context)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What nobody catches ends the run."""
        error = context.get("exception")
        self._failure = error or RuntimeError(str(context.get("message")))

    def get_debug(self) -> bool:
        """Never: it would cost time only."""
        return False

    def is_running(self) -> bool:
        """Whether it is inside `run_until_complete`."""
        return self._running

    def is_closed(self) -> bool:
        """Whether `close` was said."""
        return self._closed

    def close(self) -> None:
        """Forget what is left."""
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        """Asked for by a timer that is cancelled; it is skipped when its time comes."""
