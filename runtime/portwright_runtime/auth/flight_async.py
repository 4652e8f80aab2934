"""One run of a job at a time, for all tasks that need it."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, ClassVar

from portwright_runtime.auth.shared_error import own

if TYPE_CHECKING:
    import asyncio

Work = Callable[[], Coroutine[Any, Any, None]]


class AsyncFlight:
    """Runs a job as a task of its own: whoever waits for it may give up, and it goes on.

    A cancelled call must not break off what others wait for, nor lose a refresh token between
    the vendor's answer and the store.
    """

    # A task ends with its event loop, which may be that of one call (`asyncio.run`).
    outlives_its_caller: ClassVar[bool] = False

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._task is not None and not self._task.done()

    async def join(self, job: Work, seconds: float) -> bool:
        """Wait for the job under way, else start this one; False when the time is over first.

        Raises what the job raised.
        """
        task = await self._waited(job, seconds)
        if not task.done():
            return False
        if failed := task.exception():
            raise own(failed) from failed.__cause__
        return True

    async def begin(self, job: Work, seconds: float) -> None:
        """The same for who can do without, and waits only to have what comes soon: it raises
        nothing. What the job raised it will raise again for who needs it.
        """
        await self._waited(job, seconds)

    async def _waited(self, job: Work, seconds: float) -> "asyncio.Task[None]":
        import asyncio

        loop = asyncio.get_running_loop()
        task = self._task
        # A task of a loop that is gone, as after a fork, never ends.
        if task is None or task.done() or task.get_loop() is not loop:
            task = self._task = loop.create_task(job())
            task.add_done_callback(_seen)
        await asyncio.wait({task}, timeout=max(seconds, 0.0))
        return task

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        import asyncio

        task = self._task
        if task and not task.done() and task.get_loop() is asyncio.get_running_loop():
            await asyncio.wait({task})


def _seen(task: "asyncio.Task[None]") -> None:
    # Everybody may have given up: then nobody asks for the error, which asyncio would log.
    if not task.cancelled():
        task.exception()
