"""A property that does not hold, and the moment at which it does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """`call` is the logical call that shows it, 0 if none does by itself."""

    property: str
    at: float
    message: str
    call: int = 0
