"""The clock of the machine."""

import time


class SyncSystemClock:
    """Monotonic and wall time of the machine."""

    def now(self) -> float:
        """Monotonic time."""
        return time.monotonic()

    def wall(self) -> float:
        """Unix time."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
