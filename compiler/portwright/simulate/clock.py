"""The clock that a simulated client reads: virtual, and by its wall time sometimes wrong."""

from __future__ import annotations

from typing import Final

from portwright.simulate.virtual_loop import VirtualLoop
from portwright_runtime._async.clock import AsyncSystemClock
from portwright_runtime._async.ports import AsyncBell

# 2026-01-01T00:00:00Z: where every simulation begins, so that dates in it are the same each time.
EPOCH: Final = 1_767_225_600.0


class VirtualClock:
    """Monotonic time is that of the loop; `wall_jump` sets the wall clock wrong."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._machine = AsyncSystemClock()
        self.wall_jump = 0.0

    def now(self) -> float:
        """Monotonic time."""
        return self._loop.time()

    def wall(self) -> float:
        """Unix time as the client believes it to be."""
        return EPOCH + self._loop.time() + self.wall_jump

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._machine.sleep(seconds)

    def bell(self) -> AsyncBell:
        """What wakes who waits: the runtime's own, on the virtual loop."""
        return self._machine.bell()
