"""The one tree of errors that a generated call raises.

No message holds a secret, a request header or a request body.
"""

from datetime import datetime

from portwright_runtime.headers import Headers
from portwright_runtime.policies.rules import Verdict


class PortwrightError(Exception):
    """Whatever a generated client raises."""

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process boundaries (task queues); ours have keyword-only parts.
        return _restore, (type(self), self.args, dict(self.__dict__))


def _until(moment: datetime | None) -> str:
    return f" until {moment:%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def shown(value: object) -> str:
    """A value of an answer as a message shows it: its repr, at most 60 characters of it."""
    try:
        # Of a long text only what is shown is spelled.
        text = repr(value[:60] if isinstance(value, str) else value)
    except ValueError:
        # An integer of more digits than Python spells.
        text = f"{type(value).__name__} too long to show"
    return text if len(text) <= 60 else f"{text[:59]}…"


def _restore(
    cls: type[PortwrightError], args: tuple[object, ...], state: dict[str, object]
) -> PortwrightError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(PortwrightError):
    """The caller's settings or arguments cannot make a request; nothing was sent."""


class MissingSetting(ConfigurationError):
    """Environment variables that are needed and not set, all of them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"missing environment variables: {', '.join(names)}")
        self.names = names


class VendorError(PortwrightError):
    """The vendor answered, and the answer is not a success.

    `code` is the vendor's own error code, `body` the text of the answer, `retry_at` the moment
    that a Retry-After named.
    """

    _error: object | None = None
    # What the vendor's own rules and hint say of the answer; for the policies.
    verdict: Verdict | None = None
    worth_repeating: bool | None = None

    def __init__(
        self,
        operation: str,
        *,
        status: int,
        headers: Headers,
        body: str,
        reason: str | None = None,
        code: str | None = None,
        request_id: str | None = None,
        error: object | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        facts = [f"status {status}"]
        facts += [
            f"{name} {value}" for name, value in (("code", code), ("request", request_id)) if value
        ]
        super().__init__(f"{operation}: {reason or type(self).__name__} ({', '.join(facts)})")
        self.operation = operation
        self.status = status
        self.headers = headers
        self.body = body
        self.code = code
        self.request_id = request_id
        self._error = error
        self.retry_at = retry_at

    @property
    def error(self) -> object | None:
        """The decoded error body where the document declares one; a vendor's classes narrow it."""
        return self._error


class Rejected(VendorError):
    """The vendor refused the request as it stands (400, 402, 422 and other 4xx)."""


class AuthFailed(VendorError):
    """The credentials were not accepted (401)."""


class Forbidden(VendorError):
    """The credentials do not allow this (403)."""


class NotFound(VendorError):
    """There is no such thing (404, 410)."""


class Conflict(VendorError):
    """The state of the thing does not allow this (409, 412)."""


class Throttled(PortwrightError):
    """Too many requests, by the vendor (429) or by the limits of its spec.

    `retry_at` says when to come back, if that is known.
    """

    retry_at: datetime | None = None


class VendorThrottled(VendorError, Throttled):
    """Too many requests, says the vendor (429)."""


class LimitReached(Throttled):
    """Too many requests for the limits of the spec: nothing was sent."""

    def __init__(self, operation: str, retry_at: datetime | None, reason: str) -> None:
        super().__init__(f"{operation}: {reason}{_until(retry_at)}")
        self.operation = operation
        self.retry_at = retry_at


class CircuitOpen(PortwrightError):
    """The vendor fails too much to be asked just now; nothing was sent.

    `retry_at` is when it will be asked again; None if a person closed the way.
    """

    def __init__(self, operation: str, retry_at: datetime | None) -> None:
        super().__init__(f"{operation}: the circuit is open{_until(retry_at)}")
        self.operation = operation
        self.retry_at = retry_at


class BulkheadFull(PortwrightError):
    """So many calls are in flight and waiting that this one has no place; nothing was sent."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation}: too many calls at once")
        self.operation = operation


class Unavailable(VendorError):
    """The vendor failed (5xx, 408)."""


class UnexpectedAnswer(VendorError):
    """A success that the document does not declare, or a body of another kind than declared."""


class DecodeFailed(PortwrightError):
    """The body of a successful answer is not what the document declares.

    `path` points into it (`$.amount`); the request was processed.
    """

    def __init__(
        self,
        operation: str,
        *,
        path: str,
        reason: str,
        status: int,
        headers: Headers,
        body: str,
        request_id: str | None = None,
    ) -> None:
        super().__init__(f"{operation}: cannot decode the answer at {path}: {reason}")
        self.operation = operation
        self.path = path
        self.reason = reason
        self.status = status
        self.headers = headers
        self.body = body
        self.request_id = request_id


class MappingFailed(PortwrightError):
    """The answer was read, but a value in it has no meaning for the port; `reason` says which.

    The call was processed: a write has been carried out. `operation` is filled in by the adapter.
    """

    operation: str | None = None

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.operation}: {self.reason}" if self.operation else self.reason


class DeadlineExceeded(PortwrightError):
    """The time for the whole call is over, or would be before another attempt could start."""

    def __init__(self, operation: str, attempts: int) -> None:
        super().__init__(f"{operation}: deadline exceeded after {attempts} attempts")
        self.operation = operation
        self.attempts = attempts


class OutcomeUnknown(PortwrightError):
    """A write was sent and its answer lost: it may or may not have been carried out.

    `key` is the idempotency key it went under, for asking again or reconciling; None if it had
    none.
    """

    def __init__(self, operation: str, key: str | None) -> None:
        super().__init__(f"{operation}: a write was sent and its answer lost")
        self.operation = operation
        self.key = key


class TransportFailed(PortwrightError):
    """No answer came. `sent`: whether a byte of the request may have reached the vendor."""

    sent: bool = True
    operation: str | None = None

    def __init__(self, message: str, *, sent: bool | None = None) -> None:
        super().__init__(message)
        if sent is not None:
            self.sent = sent

    def __str__(self) -> str:
        message = super().__str__()
        return f"{self.operation}: {message}" if self.operation else message


class ConnectFailed(TransportFailed):
    """No connection was made, so nothing was sent."""

    sent = False


class AttemptTimeout(TransportFailed):
    """One attempt took longer than it may."""


class ConnectionLost(TransportFailed):
    """The connection broke before the answer was complete."""


class AnswerTooLarge(TransportFailed):
    """The body of the answer is over the transport's bound."""


class AuthUnavailable(TransportFailed):
    """No credentials could be had just now, so nothing was sent; another attempt may help."""

    sent = False


class ConsentRefused(PortwrightError):
    """The owner of an account did not consent; `code` is the vendor's word for why."""

    def __init__(self, reason: str, code: str | None = None) -> None:
        super().__init__(f"{reason} ({code})" if code else reason)
        self.code = code


class TokenStoreFailed(PortwrightError):
    """Tokens could not be read from their store, or put there before they are used."""


class PagingFailed(PortwrightError):
    """A list cannot go on: what the vendor answered last says nothing sound of the next page.

    `pages` came before this; their items were good.
    """

    def __init__(self, operation: str, reason: str, pages: int) -> None:
        super().__init__(f"{operation}: {reason} (after {pages} pages)")
        self.operation = operation
        self.reason = reason
        self.pages = pages


class TooManyPages(PagingFailed):
    """A list has more pages than it may; `cursor` is where the next one begins."""

    def __init__(self, operation: str, pages: int, cursor: str | int | None) -> None:
        super().__init__(operation, "the list has more pages than allowed", pages)
        self.cursor = cursor
