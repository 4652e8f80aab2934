"""What a limit or a breaker is counted for."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Param:
    """Each value of a parameter by itself: an argument of the call or a setting of the connection
    (QuickBooks counts by realm).
    """

    name: str


# `app`: all clients of this process that were given the same limit.
Scope = Literal["app", "connection", "operation"] | Param
