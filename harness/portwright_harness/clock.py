"""Time for replays: it passes only when the client waits, so that no test ever sleeps."""

from __future__ import annotations

from dataclasses import dataclass, field

# 2026-01-01T00:00:00Z; any fixed moment serves, and a recorded Date header goes before it.
_START = 1_767_225_600.0


@dataclass(slots=True)
class VirtualTime:
    """Seconds since the start of a scenario, and every wait that was asked for."""

    seconds: float = 0.0
    start: float = _START
    waits: list[float] = field(default_factory=list)

    def pass_by(self, seconds: float) -> None:
        """Let time pass without a wait of the client, as while it hears no answer."""
        self.seconds += max(0.0, seconds)

    def wait(self, seconds: float) -> None:
        """Let the client wait."""
        self.waits.append(seconds)
        self.pass_by(seconds)


@dataclass(frozen=True, slots=True)
class AsyncVirtualClock:
    """A clock for asynchronous clients."""

    time: VirtualTime

    def now(self) -> float:
        """Monotonic seconds."""
        return self.time.seconds

    def wall(self) -> float:
        """Unix time."""
        return self.time.start + self.time.seconds

    async def sleep(self, seconds: float) -> None:
        """Wait without waiting."""
        self.time.wait(seconds)


@dataclass(frozen=True, slots=True)
class SyncVirtualClock:
    """A clock for synchronous clients."""

    time: VirtualTime

    def now(self) -> float:
        """Monotonic seconds."""
        return self.time.seconds

    def wall(self) -> float:
        """Unix time."""
        return self.time.start + self.time.seconds

    def sleep(self, seconds: float) -> None:
        """Wait without waiting."""
        self.time.wait(seconds)
