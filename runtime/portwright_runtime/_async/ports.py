"""What a driver needs of the world."""

from typing import Protocol

from portwright_runtime.transport.port import WireRequest, WireResponse


class AsyncTransport(Protocol):
    """Sends one request; raises TransportFailed when no answer comes."""

    async def send(self, request: WireRequest) -> WireResponse:
        """The whole answer, within `request.timeout`."""
        ...

    async def aclose(self) -> None:
        """Let connections go."""
        ...


class AsyncBell(Protocol):
    """What wakes a caller that waits in a line."""

    def ring(self) -> None:
        """End the wait, this one or the next."""
        ...

    async def wait(self, seconds: float) -> None:
        """Until it is rung, and so many seconds at most."""
        ...


class AsyncClock(Protocol):
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

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...
