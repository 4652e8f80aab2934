"""The clock of the machine."""

import time

from portwright_runtime.gates.bells import AsyncSystemBell


class AsyncSystemClock:
    """Monotonic and wall time of the machine."""

    # The functions themselves: asked several times in every call.
    now = staticmethod(time.monotonic)
    wall = staticmethod(time.time)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        import asyncio

        await asyncio.sleep(seconds)

    def bell(self) -> AsyncSystemBell:
        """What wakes who waits."""
        return AsyncSystemBell()
