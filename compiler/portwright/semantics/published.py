"""Limits held against those that the vendor publishes."""

from __future__ import annotations

import math

from portwright.diagnostics.model import Diagnostics
from portwright.language.policies import Limit
from portwright.language.quantities import Rate, spelled
from portwright.rules.safety import contradicting_policy, limit_above_published


def check_published(limit: Limit, sink: Diagnostics) -> None:
    """Report a limit that lets more calls start in the vendor's window than the vendor takes."""
    published, own = limit.published, limit.rate or limit.quota
    if published is None:
        return
    if limit.concurrent is not None:
        sink.add(contradicting_policy.report(published.span, "limit.published", _ONLY))
    if own is None:
        return
    calls = most_starts(own, limit.burst, published.per_seconds)
    if calls > published.count:
        window = spelled(published.per_seconds)
        sink.add(limit_above_published.report(own.span, calls, window, published.text))


_ONLY = "given with a rate only"


def most_starts(own: Rate, burst: int | None, window: float) -> int:
    """How many calls may start in some window of `window` seconds, wherever that begins."""
    periods = math.ceil(window / own.per_seconds)
    most = own.count * periods
    if burst is not None:
        most = min(most, burst + own.count * window / own.per_seconds)
    return math.floor(most)
