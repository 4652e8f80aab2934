"""The clock of the machine."""

import time

from portwright_runtime.gates.bells import SyncSystemBell


class SyncSystemClock:
    """Monotonic and wall time of the machine."""

    # The functions themselves: asked several times in every call.
    now = staticmethod(time.monotonic)
    wall = staticmethod(time.time)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def bell(self) -> SyncSystemBell:
        """What wakes who waits."""
        return SyncSystemBell()
