"""Where a synchronous client is at home: a process."""

from portwright_runtime.gates.process import PROCESS


class SyncHome:
    """Tells when its owner is used in a forked process for the first time."""

    __slots__ = ("_generation",)

    def __init__(self) -> None:
        self._generation = PROCESS.generation

    def forked(self) -> bool:
        """Whether this is another process than before; True once."""
        if self._generation == PROCESS.generation:
            return False
        self._generation = PROCESS.generation
        return True

    moved = forked
