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


class AsyncClock(Protocol):
    """Time, in seconds."""

    def now(self) -> float:
        """Monotonic time."""
        ...

    def wall(self) -> float:
        """Unix time, for dates that a vendor names."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...
