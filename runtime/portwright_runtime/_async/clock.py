"""The clock of the machine."""

import time


class AsyncSystemClock:
    """Monotonic and wall time of the machine."""

    def now(self) -> float:
        """Monotonic time."""
        return time.monotonic()

    def wall(self) -> float:
        """Unix time."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        import asyncio

        await asyncio.sleep(seconds)
