"""What a spec's `policies:` entry says, as constants of generated code."""

from dataclasses import dataclass, field
from typing import Literal

Jitter = Literal["full", "equal", "none"]


@dataclass(frozen=True, slots=True)
class Timeout:
    """Seconds: to make a connection, and for one attempt from start to end."""

    connect: float = 5.0
    attempt: float = 30.0


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and when to try again; seconds.

    `base` is the first backoff after a transient fault, `throttle_base` after a 429, `cap` the
    longest; a Retry-After over `retry_after_cap` fails the call instead.
    """

    attempts: int = 3
    base: float = 0.05
    throttle_base: float = 1.0
    cap: float = 20.0
    jitter: Jitter = "full"
    retry_after_cap: float = 60.0


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that bounds one logical call; `deadline` is the whole of it, in seconds."""

    deadline: float = 60.0
    timeout: Timeout = field(default_factory=Timeout)
    retry: Retry = field(default_factory=Retry)
