"""Whether this is still the process that something was made in."""

import os


class Process:
    """`generation` is another number in every process that was forked."""

    __slots__ = ("generation",)

    def __init__(self) -> None:
        self.generation = 0

    def forked(self) -> None:
        """This is the child of a fork."""
        self.generation += 1


PROCESS = Process()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PROCESS.forked)
