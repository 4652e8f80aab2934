"""The time that a whole call may take."""

from msgspec import Struct


class Deadline(Struct, frozen=True):
    """A moment on the driver's monotonic clock, in seconds."""

    at: float

    def left(self, now: float) -> float:
        """Seconds until the deadline; zero or less when it has passed."""
        return self.at - now

    def clamp(self, seconds: float, now: float) -> float:
        """The shorter of `seconds` and the time left."""
        return min(seconds, self.at - now)

    def allows(self, delay: float, now: float) -> bool:
        """Whether any time is left after waiting `delay` seconds."""
        return now + delay < self.at
