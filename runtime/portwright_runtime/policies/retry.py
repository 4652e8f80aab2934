"""Whether and when a failed attempt is followed by another: the decision, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from portwright_runtime.policies.backoff import backoff
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.policy import Retry
from portwright_runtime.policies.safety import Safety, may_repeat


@dataclass(frozen=True, slots=True)
class Failure:
    """What a decision needs of a failed attempt.

    `processed`: the vendor may have carried the request out. `retry_after`: seconds that the
    vendor asked for.
    """

    retryable: bool
    processed: bool
    throttled: bool = False
    retry_after: float | None = None


class Reason(Enum):
    """Why no attempt follows."""

    NOT_RETRYABLE = "not_retryable"
    NOT_SAFE = "not_safe"
    EXHAUSTED = "exhausted"
    RETRY_AFTER_OVER_CAP = "retry_after_over_cap"
    DEADLINE = "deadline"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Again:
    """Try again after `delay` seconds."""

    delay: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Fail now."""

    reason: Reason


def _free() -> bool:
    return True


def decide(
    failure: Failure,
    *,
    attempt: int,
    retry: Retry,
    safety: Safety,
    deadline: Deadline,
    now: float,
    u: float,
    pay: Callable[[], bool] = _free,
) -> Again | Stop:
    """What follows attempt number `attempt` (from 1), which failed at `now`.

    `pay` takes another attempt from the budget, last of all; False if there is nothing left.
    """
    if not failure.retryable:
        return Stop(Reason.NOT_RETRYABLE)
    if not may_repeat(safety, processed=failure.processed):
        return Stop(Reason.NOT_SAFE)
    if attempt >= retry.attempts:
        return Stop(Reason.EXHAUSTED)
    wanted = failure.retry_after or 0.0
    if wanted > retry.retry_after_cap:
        return Stop(Reason.RETRY_AFTER_OVER_CAP)
    base = retry.throttle_base if failure.throttled else retry.base
    delay = max(backoff(attempt, base=base, cap=retry.cap, jitter=retry.jitter, u=u), wanted)
    if not deadline.allows(delay, now):
        return Stop(Reason.DEADLINE)
    if not pay():
        return Stop(Reason.BUDGET)
    return Again(delay)
