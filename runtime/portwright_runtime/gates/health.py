"""What the result of an attempt says about the vendor."""

from enum import Enum
from typing import Final

from portwright_runtime.policies.classify import Outcome


class Health(Enum):
    """Good and bad count in the breaker, what is silent does not."""

    GOOD = "good"
    BAD = "bad"
    SILENT = "silent"


_BAD: Final = frozenset({Outcome.RETRY, Outcome.UNAVAILABLE, Outcome.UNREADABLE})
_SILENT: Final = frozenset({Outcome.THROTTLE, Outcome.REFUSED, Outcome.CANCELLED})


def health_of(outcome: Outcome, status: int | None) -> Health:
    """What an outcome says; `status` is that of the answer, if there was one.

    A request that the vendor refuses (4xx) was answered well, even where it is worth repeating.
    """
    if outcome is Outcome.SUCCESS:
        return Health.GOOD
    if outcome in _SILENT:
        return Health.SILENT
    if outcome not in _BAD:
        return Health.GOOD
    answered = status is not None and 300 <= status < 500 and status != 408
    return Health.GOOD if answered else Health.BAD
