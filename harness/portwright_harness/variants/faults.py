"""The ways in which a vendor fails, as a table: what an attempt meets in place of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lost = Literal["connect", "reset", "timeout"]
Asks = Literal["nothing", "a second", "the cap", "too much"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way of failing: an answer with `status`, an answer that is `spoiled`, or one that is
    `lost`.

    `asks` is how long its Retry-After is. `done`: the vendor had done the work by then. `error` is
    what a spoiled answer ends with, and with `returns` it may be read all the same.
    """

    name: str
    status: int | None = None
    asks: Asks = "nothing"
    lost: Lost | None = None
    done: bool = False
    spoiled: bool = False
    error: str = ""
    returns: bool = False


A_SECOND: Final = 1.0
FAULTS: Final = (
    Fault("429", 429, asks="a second"),
    Fault("429_bare", 429),
    Fault("429_at_the_cap", 429, asks="the cap"),
    Fault("429_too_long", 429, asks="too much"),
    Fault("500", 500),
    Fault("503", 503),
    Fault("503_retry_after", 503, asks="a second"),
    Fault("401", 401),
    Fault("connect", lost="connect"),
    Fault("reset_before", lost="reset"),
    Fault("reset_after", lost="reset", done=True),
    Fault("timeout", lost="timeout"),
    Fault("truncated_json", spoiled=True, error="DecodeFailed"),
    Fault("malformed_json", spoiled=True, error="DecodeFailed"),
    Fault("wrong_content_type", spoiled=True, error="UnexpectedAnswer"),
    Fault("missing_field", spoiled=True, error="DecodeFailed"),
    # Enums are open: a word that nobody knew yet is handed on, and decodes in any case.
    Fault("unknown_enum", spoiled=True, error="", returns=True),
)
# In the middle of a listing the pages that came before are at stake as well.
LATER: Final = ("429", "503", "reset_before", "malformed_json")
# One fault, and then another for good: the first decides what the second means.
MIXED: Final = (("401", "503"), ("reset_after", "503"), ("reset_after", "401"), ("timeout", "429"))
# What lasts over several calls: failures, until the breaker stops them, and throttles, which are
# none and use up the budget.
LASTING: Final = (Fault("outage", 503), Fault("throttled", 429))
