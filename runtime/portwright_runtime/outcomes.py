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
from portwright_runtime.policies.ratelimit_field import spent_for
from portwright_runtime.policies.retry import Failure
from portwright_runtime.policies.retry_after import retry_after


def outcome_of(error: PortwrightError) -> Outcome:
    """The class of a failed attempt; an error that no attempt made is a refusal of ours."""
    if isinstance(error, UnexpectedAnswer | DecodeFailed):
        return Outcome.UNREADABLE
    if isinstance(error, VendorError):
        return error.verdict.outcome if error.verdict else classify(error.status)
    return Outcome.RETRY if isinstance(error, TransportFailed) else Outcome.REFUSED


def failure_of(error: PortwrightError, wall: float) -> Failure:
    """What the retry decision needs of an error; `wall` is the time of the failure (Unix)."""
    if isinstance(error, TransportFailed):
        return Failure(retryable=not isinstance(error, AnswerTooLarge), processed=error.sent)
    outcome = outcome_of(error)
    retryable = outcome in RETRYABLE
    if not isinstance(error, VendorError):
        return Failure(retryable=retryable, processed=True)
    return Failure(
        retryable=retryable if _is_settled(error) else bool(error.worth_repeating),
        # By its status only: what a rule calls a throttle may have been carried out.
        processed=error.status != 429,
        throttled=outcome is Outcome.THROTTLE,
        retry_after=pause_of(error, wall),
    )


def _is_settled(error: VendorError) -> bool:
    """Whether no hint of the vendor changes what is known: there is none, or the fault is ours."""
    return error.worth_repeating is None or outcome_of(error) is Outcome.BUG


def pause_of(error: VendorError, wall: float) -> float | None:
    """Seconds that the vendor wants to be left alone; None if it does not say."""
    verdict = error.verdict
    if verdict and isinstance(verdict.until, int | float):
        return float(verdict.until)
    asked = retry_after(error.headers.get("retry-after"), wall)
    if asked is None and outcome_of(error) is Outcome.THROTTLE:
        return spent_for(error.headers)
    return asked
