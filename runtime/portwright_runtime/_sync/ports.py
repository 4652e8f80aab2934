"""What a driver needs of the world."""

from typing import Protocol

from portwright_runtime.transport.port import WireRequest, WireResponse


class SyncTransport(Protocol):
    """Sends one request; raises TransportFailed when no answer comes."""

    def send(self, request: WireRequest) -> WireResponse:
        """The whole answer, within `request.timeout`."""
        ...

    def close(self) -> None:
        """Let connections go."""
        ...


class SyncBell(Protocol):
    """What wakes a caller that waits in a line."""

    def ring(self) -> None:
        """End the wait, this one or the next."""
        ...

    def wait(self, seconds: float) -> None:
        """Until it is rung, and so many seconds at most."""
        ...


class SyncClock(Protocol):
    """Time, in seconds.

    A clock that can be woken also makes bells (`bell()`); without, a caller in a line sleeps
    until it is due.
    """

    def now(self) -> float:
        """Monotonic time."""
        ...

    def wall(self) -> float:
        """Unix time, for dates that a vendor names."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...
