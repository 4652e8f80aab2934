"""What an error means to the policies."""

from portwright_runtime.errors import (
    AnswerTooLarge,
    DecodeFailed,
    PortwrightError,
    TransportFailed,
    UnexpectedAnswer,
    VendorError,
)
from portwright_runtime.policies.classify import RETRYABLE, Outcome, classify
from portwright_runtime.policies.retry import Failure
from portwright_runtime.policies.retry_after import retry_after


def outcome_of(error: PortwrightError) -> Outcome:
    """The class of a failed attempt; an error that no attempt made is a refusal of ours."""
    if isinstance(error, UnexpectedAnswer | DecodeFailed):
        return Outcome.UNREADABLE
    if isinstance(error, VendorError):
        return classify(error.status)
    return Outcome.RETRY if isinstance(error, TransportFailed) else Outcome.REFUSED


def failure_of(error: PortwrightError, wall: float) -> Failure:
    """What the retry decision needs of an error; `wall` is the time of the failure (Unix)."""
    outcome = outcome_of(error)
    if isinstance(error, TransportFailed):
        return Failure(retryable=not isinstance(error, AnswerTooLarge), processed=error.sent)
    asked = error.headers.get("retry-after") if isinstance(error, VendorError) else None
    return Failure(
        retryable=outcome in RETRYABLE,
        # A vendor that throttles a request has not carried it out.
        processed=outcome is not Outcome.THROTTLE,
        throttled=outcome is Outcome.THROTTLE,
        retry_after=retry_after(asked, wall),
    )
