"""The course of one logical call: its attempts counted, each failure answered."""

from collections.abc import Callable

from portwright_runtime.errors import (
    DeadlineExceeded,
    OutcomeUnknown,
    PortwrightError,
    TransportFailed,
    UnexpectedAnswer,
    VendorError,
)
from portwright_runtime.outcomes import failure_of, outcome_of
from portwright_runtime.policies.classify import Outcome, classify
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.policy import Policy
from portwright_runtime.policies.retry import Again, Reason, decide
from portwright_runtime.policies.safety import Idempotent, Safety, is_write, may_repeat

# An answer of these kinds does not say what became of an earlier attempt whose answer was lost.
_SAYS_NOTHING = frozenset(
    {
        Outcome.RETRY,
        Outcome.THROTTLE,
        Outcome.UNAVAILABLE,
        Outcome.AUTH_FAILED,
        Outcome.REAUTH,
        Outcome.FORBIDDEN,
        # The earlier attempt may be what this one is in conflict with, or still be under way.
        Outcome.CONFLICT,
    }
)
# Answers to who asks, given before anything is done about what is asked.
_NOT_PROCESSED = frozenset({401, 403})


def _says_nothing(error: PortwrightError, safety: Safety) -> bool:
    if isinstance(error, UnexpectedAnswer) or outcome_of(error) in _SAYS_NOTHING:
        return True
    if not isinstance(error, VendorError):
        return False
    # By the status too: a rule says what to do about an answer, not what became of another one.
    by_status = classify(error.status)
    # Without a key, what is not there may be gone because the earlier attempt took it away.
    gone = by_status is Outcome.NOT_FOUND and isinstance(safety, Idempotent)
    return gone or by_status in _SAYS_NOTHING


class Course:
    """Counts attempts, keeps the deadline and says what follows a failure; knows no clock."""

    __slots__ = (
        "_last",
        "_lost",
        "_policy",
        "_safety",
        "_unauthorized",
        "attempt",
        "deadline",
        "key",
        "operation",
    )

    def __init__(
        self, operation: str, policy: Policy, safety: Safety, key: str | None, deadline: Deadline
    ) -> None:
        self.operation = operation
        self._policy = policy
        self._safety = safety
        self._lost = False
        self._last: PortwrightError | None = None
        self._unauthorized: PortwrightError | None = None
        self.attempt = 0
        self.deadline = deadline
        self.key = key

    def begin(self, now: float) -> None:
        """Start the next attempt; raises DeadlineExceeded (or OutcomeUnknown) if none is left."""
        if self.deadline.at <= now:
            raise self._too_late() from self._last
        self.attempt += 1

    def timeout(self, now: float) -> float:
        """Seconds that the attempt may take from now; raises as `begin` does."""
        if self.deadline.left(now) <= 0:
            raise self._too_late() from self._last
        return self.deadline.clamp(self._policy.timeout.attempt, now)

    def unauthorized(self, error: VendorError) -> None:
        """The answer was about credentials that can be renewed: that is worth another go, once.

        Not for an unsafe write when it takes a rule to see that in some other status.
        """
        processed = error.status not in _NOT_PROCESSED
        if self._unauthorized is None and may_repeat(self._safety, processed=processed):
            self._unauthorized = error

    def refused(self, error: PortwrightError) -> PortwrightError:
        """What the call ends with when there is no (other) attempt, for a reason of ours."""
        final = OutcomeUnknown(self.operation, self.key) if self._unknown else error
        final.__cause__ = error if self._unknown else error.__cause__ or self._last
        return final

    def foreign(self, error: Exception) -> Exception:
        """What the call ends with when an attempt did with an error that is none of ours."""
        if not self._unknown:
            return error
        final = OutcomeUnknown(self.operation, self.key)
        final.__cause__ = error
        return final

    def failed(
        self,
        error: PortwrightError,
        *,
        now: float,
        wall: float,
        u: float,
        pay: Callable[[], bool],
    ) -> float:
        """Seconds to wait before the next attempt; raises the call's error if there is none.

        `pay` takes the next attempt from the retry budget, if it has one left.
        """
        self._last = error
        if error is self._unauthorized:
            # Nothing failed that a wait would cure, so it costs no attempt either.
            self.attempt -= 1
            return 0.0
        self._lost = self._lost or (isinstance(error, TransportFailed) and error.sent)
        decision = decide(
            failure_of(error, wall),
            attempt=self.attempt,
            retry=self._policy.retry,
            safety=self._safety,
            deadline=self.deadline,
            now=now,
            u=u,
            pay=pay,
        )
        if isinstance(decision, Again):
            return decision.delay
        final = self._final(error, decision.reason, now)
        if final is error:
            raise error
        raise final from error

    def _final(self, error: PortwrightError, reason: Reason, now: float) -> PortwrightError:
        if self._unknown and _says_nothing(error, self._safety):
            return OutcomeUnknown(self.operation, self.key)
        cut = isinstance(error, TransportFailed) and self.deadline.left(now) <= 0
        if reason is Reason.DEADLINE or cut:
            return DeadlineExceeded(self.operation, self.attempt)
        return error

    @property
    def _unknown(self) -> bool:
        return self._lost and is_write(self._safety)

    def _too_late(self) -> PortwrightError:
        if self._unknown:
            return OutcomeUnknown(self.operation, self.key)
        return DeadlineExceeded(self.operation, self.attempt)
