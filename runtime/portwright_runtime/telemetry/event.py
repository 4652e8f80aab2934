"""The events of a call. Labels are operation names and outcomes only, never URLs or values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Event:
    """`attempt`: one ended, after `seconds`; `wait`: another follows in `seconds`."""

    kind: Literal["attempt", "wait"]
    operation: str
    attempt: int
    outcome: str
    seconds: float


Listener = Callable[[Event], None]
