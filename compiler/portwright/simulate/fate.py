"""What becomes of one request: drawn from the faults that are on, the same for the same seed."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from email.utils import formatdate
from typing import Final, Literal, TypeAlias

from portwright.simulate.clock import EPOCH
from portwright.simulate.script import Faulty, Pairs, Script

End: TypeAlias = Literal["answer", "refused", "unreachable", "reset", "hang", "truncated", "html"]
# The 99th part in a hundred of a normal distribution.
_P99: Final = 2.3263478740408408
_CONNECTS_IN: Final = 0.005
# Dates have four digits for the year.
_FAR: Final = 3e9


@dataclass(frozen=True, slots=True)
class Fate:
    """`status` 0 is the success of a good day, and with another the answer is that of a fault;
    `processed` says that the vendor carries the request out.
    """

    end: End
    seconds: float
    status: int = 0
    headers: Pairs = ()
    body: str = "{}"
    processed: bool = True


class Fates:
    """Draws the fate of each request."""

    def __init__(self, script: Script, seed: int) -> None:
        self._latency = random.Random(f"{seed}:latency")
        self._chance = random.Random(f"{seed}:faults")
        vendor = script.vendor
        self._median = vendor.median
        self._sigma = math.log(vendor.p99 / vendor.median) / _P99 if vendor.p99 else 0.0
        self._faults = [one for one in script.faults if one.kind not in ("cancel", "clock")]

    def draw(self, operation: str, now: float) -> Fate:
        """The fate of a request that is sent now."""
        seconds = self._median * math.exp(self._latency.gauss(0.0, self._sigma))
        met: Faulty | None = None
        for fault in self._faults:
            if not fault.meets(operation, now) or self._chance.random() >= fault.share:
                continue
            if fault.kind == "slow":
                seconds += fault.seconds
            else:
                met = met or fault
        return _fate(met, seconds, now) if met else Fate("answer", seconds)


def _fate(fault: Faulty, seconds: float, now: float) -> Fate:
    match fault.kind:
        case "outage" if fault.what == "unavailable":
            return Fate("answer", seconds, 503, processed=False)
        case "outage":
            end: End = "refused" if fault.what == "refused" else "unreachable"
            return Fate(end, _CONNECTS_IN, processed=False)
        case "error":
            status, done = int(fault.what), fault.processed
            return Fate("answer", seconds, status, fault.headers, fault.body, processed=done)
        case "throttle":
            headers = (*_retry_after(fault, now), *fault.headers)
            return Fate("answer", seconds, 429, headers, fault.body, processed=False)
        case "hang":
            return Fate("hang", seconds, processed=fault.processed)
        case "reset":
            return Fate("reset", seconds, processed=fault.processed)
        case _:
            garbled: End = "truncated" if fault.what == "truncated" else "html"
            return Fate(garbled, seconds)


def _retry_after(fault: Faulty, now: float) -> Pairs:
    """By the vendor's own clock, which is right."""
    if not fault.seconds:
        return ()
    if fault.what == "date":
        return (("Retry-After", formatdate(EPOCH + now + min(fault.seconds, _FAR), usegmt=True)),)
    return (("Retry-After", str(math.ceil(fault.seconds))),)
