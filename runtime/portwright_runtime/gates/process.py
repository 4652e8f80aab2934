"""Whether this is still the process that something was made in."""

import os
from threading import RLock


class Process:
    """`generation` is another number in every process that was forked; `lock` is for what has to
    be made anew there, and no thread of the parent can have it.
    """

    __slots__ = ("generation", "lock")

    def __init__(self) -> None:
        self.generation = 0
        self.lock = RLock()

    def forked(self) -> None:
        """This is the child of a fork."""
        self.lock = RLock()
        self.generation += 1


PROCESS = Process()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PROCESS.forked)
