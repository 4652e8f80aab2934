"""A refusal of the policies as the error that the caller gets."""

from typing import Final

from portwright_runtime.errors import BulkheadFull, CircuitOpen, LimitReached, PortwrightError
from portwright_runtime.policies.admission import Cause, Refused
from portwright_runtime.policies.retry_after import moment

_REASONS: Final = {
    Cause.LIMIT: "over the rate limit",
    Cause.QUOTA: "the quota is used up",
    Cause.CONCURRENCY: "over the limit of calls at once",
}
# The stage of telemetry.
STAGES: Final = {
    Cause.BREAKER: "breaker",
    Cause.LIMIT: "limiter",
    Cause.QUOTA: "quota",
    Cause.CONCURRENCY: "bulkhead",
    Cause.BULKHEAD: "bulkhead",
}


def refusal(operation: str, refused: Refused, *, now: float, wall: float) -> PortwrightError:
    """The error; `now` and `wall` are the same moment on both clocks."""
    at = refused.retry_at
    until = None if at is None or at == float("inf") else moment(wall, max(0.0, at - now))
    if refused.cause is Cause.BREAKER:
        return CircuitOpen(operation, until)
    if refused.cause is Cause.BULKHEAD:
        return BulkheadFull(operation)
    return LimitReached(operation, until, _REASONS[refused.cause])
