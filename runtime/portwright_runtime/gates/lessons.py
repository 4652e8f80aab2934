"""What an answer teaches the limits that its call passed."""

from collections.abc import Sequence
from typing import Final

from portwright_runtime.headers import Headers
from portwright_runtime.policies.admission import Turnstile
from portwright_runtime.policies.limit import Limit, Observe
from portwright_runtime.policies.limiter import RateLimiter
from portwright_runtime.policies.quota import QuotaMeter
from portwright_runtime.policies.quota_field import reset_of, used_of

# A vendor that names a time far off is believed for so long at a time (seconds).
LONGEST_HOLD: Final = 60.0


def hold(stages: Sequence[Turnstile], seconds: float, now: float) -> None:
    """Nothing starts for so long, under the narrowest of the rate limits."""
    for stage in stages:
        if isinstance(stage, RateLimiter):
            stage.hold(now + min(max(seconds, 0.0), LONGEST_HOLD))
            return


def spend(stages: Sequence[Turnstile], seconds: float | None, now: float) -> None:
    """The quotas are used up, for so long if that is known."""
    for stage in stages:
        if isinstance(stage, QuotaMeter):
            stage.spent(now, seconds)


def observe(
    stages: Sequence[Turnstile], limits: Sequence[Limit | None], headers: Headers, now: float
) -> None:
    """Correct the quotas by what the answer says of them."""
    for stage, limit in zip(stages, limits, strict=True):
        if limit and limit.observe and limit.quota and isinstance(stage, QuotaMeter):
            _correct(stage, limit.observe, limit.quota[0], headers, now)


def _correct(meter: QuotaMeter, where: Observe, total: int, headers: Headers, now: float) -> None:
    used = used_of(headers.get(where.header), where.format, total)
    if used is not None:
        resets_in = reset_of(headers.get(where.reset)) if where.reset else None
        meter.observe(now, used, resets_in=resets_in)
