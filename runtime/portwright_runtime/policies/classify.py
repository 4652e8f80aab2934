"""What a status means by default; a vendor's own error rules come before this."""

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Outcome(Enum):
    """The class of an attempt's result; also the label of telemetry."""

    SUCCESS = "success"
    RETRY = "retry"
    THROTTLE = "throttle"
    AUTH_FAILED = "auth_failed"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    REAUTH = "reauth"
    BUG = "bug"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    CANCELLED = "cancelled"


# RETRY: no answer came, or a rule says that it is worth repeating. REAUTH: by a rule, other
# credentials may do. BUG: by a rule, the request itself is wrong. UNREADABLE: a success that
# cannot be read. REFUSED: by a policy of ours.
RETRYABLE: Final = frozenset({Outcome.RETRY, Outcome.THROTTLE, Outcome.UNAVAILABLE})

_BY_STATUS: Final[Mapping[int, Outcome]] = {
    401: Outcome.AUTH_FAILED,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    408: Outcome.UNAVAILABLE,
    409: Outcome.CONFLICT,
    410: Outcome.NOT_FOUND,
    412: Outcome.CONFLICT,
    429: Outcome.THROTTLE,
}
_BY_HUNDRED: Final[Mapping[int, Outcome]] = {
    2: Outcome.SUCCESS,
    3: Outcome.SUCCESS,
    4: Outcome.REJECTED,
}


def classify(status: int) -> Outcome:
    """The outcome of an answer with this status; what is no HTTP class counts as unavailable."""
    found = _BY_STATUS.get(status)
    return found or _BY_HUNDRED.get(status // 100, Outcome.UNAVAILABLE)


def refusal(status: int) -> Outcome:
    """The outcome of an answer that a rule takes for a refusal: that of its status, where this is
    one; any other status (a fault in a 200, a 503 that means no) is REJECTED."""
    found = classify(status)
    return Outcome.REJECTED if found in RETRYABLE or found is Outcome.SUCCESS else found
