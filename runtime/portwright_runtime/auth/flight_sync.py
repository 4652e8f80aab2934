"""One run of a job at a time, for all threads that need it."""

import contextvars
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import ClassVar

from portwright_runtime.auth.shared_error import own
from portwright_runtime.gates.process import PROCESS

Work = Callable[[], None]


class SyncFlight:
    """Runs a job in a thread of its own: whoever waits for it may give up, and it goes on.

    The caller's deadline must not break off what others wait for, nor lose a refresh token
    between the vendor's answer and the store.
    """

    # The interpreter waits for the thread.
    outlives_its_caller: ClassVar[bool] = True

    def __init__(self) -> None:
        self._run: _Run | None = None
        self._lock = Lock()
        self._process = PROCESS.generation

    def is_busy(self) -> bool:
        """Whether a job is under way."""
        run = self._run
        return run is not None and run.is_alive()

    def join(self, job: Work, seconds: float) -> bool:
        """Wait for the job under way, else start this one; False when the time is over first.

        Raises what the job raised.
        """
        run = self._waited(job, seconds)
        if not run.over.is_set():
            return False
        if run.failed:
            raise own(run.failed) from run.failed.__cause__
        return True

    def begin(self, job: Work, seconds: float) -> None:
        """The same for who can do without, and waits only to have what comes soon: it raises
        nothing. What the job raised it will raise again for who needs it.
        """
        self._waited(job, seconds)

    def _waited(self, job: Work, seconds: float) -> "_Run":
        if self._process != PROCESS.generation:
            # A thread of the parent may have had it when this process was forked.
            self._lock, self._process = Lock(), PROCESS.generation
        with self._lock:
            run = self._run
            if run is None or not run.is_alive():
                run = self._run = _Run(job)
                run.start()
        run.over.wait(max(seconds, 0.0))
        return run

    def drain(self) -> None:
        """Wait until nothing is under way."""
        run = self._run
        if run and run.is_alive():
            run.over.wait()


class _Run:
    """One run of a job."""

    def __init__(self, job: Work) -> None:
        self.over = Event()
        self.failed: BaseException | None = None
        self._job = job
        self._thread = Thread(target=contextvars.copy_context().run, args=(self._work,))

    def start(self) -> None:
        try:
            self._thread.start()
        except RuntimeError:
            # The interpreter is going down and starts no threads any more.
            self._work()

    def is_alive(self) -> bool:
        # A thread does not survive a fork, so that the child starts anew.
        return self._thread.is_alive() and not self.over.is_set()

    def _work(self) -> None:
        try:
            self._job()
        except BaseException as error:  # noqa: BLE001 (those who wait for it raise it)
            self.failed = error
        finally:
            self.over.set()
