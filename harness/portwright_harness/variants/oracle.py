"""What must come of a fault, by tables: the harness's own reading of the spec's policy.

It asks nothing of the driver that it judges: neither its classes nor its code decide here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from portwright_harness.manifest import OperationEntry, PolicyEntry

Processed = Literal["no", "perhaps", "yes"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way of failing: whether the vendor may have done the work, whether trying again may
    help, and the error of a call that ends with it, or may, where it `returns` as well. `lost` is
    a fault without an answer."""

    name: str
    processed: Processed
    transient: bool
    error: str
    returns: bool = False
    lost: bool = False
    takes: Literal["nothing", "attempt_timeout"] = "nothing"
    asks_wait: float = 0.0


RETRY_AFTER: Final = 1.0
FAULTS: Final = (
    Fault("429", "no", True, "Throttled", asks_wait=RETRY_AFTER),
    Fault("500", "perhaps", True, "Unavailable"),
    Fault("503", "perhaps", True, "Unavailable"),
    Fault("401", "no", False, "AuthFailed"),
    Fault("connect", "no", True, "ConnectFailed", lost=True),
    Fault("reset", "perhaps", True, "ConnectionLost", lost=True),
    Fault("timeout", "perhaps", True, "AttemptTimeout", lost=True, takes="attempt_timeout"),
    Fault("truncated_json", "yes", False, "DecodeFailed"),
    Fault("malformed_json", "yes", False, "DecodeFailed"),
    Fault("wrong_content_type", "yes", False, "UnexpectedAnswer"),
    Fault("missing_field", "yes", False, "DecodeFailed"),
    # Enums are open: a word that nobody knew yet is handed on, and decodes in any case; a rule of
    # the spec that reads it may take the answer for a refusal.
    Fault("unknown_enum", "yes", False, "VendorError", returns=True),
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the call must do: `requests` sent, the name of the error that it ends with, whether it
    may return, and the least and most seconds that it may wait in all."""

    requests: int
    error: str | None
    returns: bool
    least_wait: float
    most_wait: float


def once(
    fault: Fault, entry: OperationEntry, policy: PolicyEntry, raises: str | None = None
) -> Expected:
    """The fault once, and then the recorded answer, for which the case may state an error."""
    if repeats(fault, entry) and policy.attempts > 1 and _spent(fault, policy) < policy.deadline:
        return Expected(2, raises, raises is None, fault.asks_wait, _most(fault, policy, 1))
    return Expected(1, _error(fault, entry), fault.returns, 0.0, 0.0)


def always(fault: Fault, entry: OperationEntry, policy: PolicyEntry) -> Expected | None:
    """The fault at every attempt; None where jitter decides whether the deadline comes first."""
    if not repeats(fault, entry):
        return None
    most = sum(_most(fault, policy, number) for number in range(1, policy.attempts))
    if fault.takes == "attempt_timeout" or most >= policy.deadline:
        return None
    least = fault.asks_wait * (policy.attempts - 1)
    return Expected(policy.attempts, _error(fault, entry), False, least, most)


def repeats(fault: Fault, entry: OperationEntry) -> bool:
    """A write that nothing makes safe is repeated only when it surely was not processed."""
    return fault.transient and (fault.processed == "no" or _is_safe(entry.safety))


def _is_safe(safety: str | dict[str, Any] | None) -> bool:
    return safety in ("read", "idempotent") or isinstance(safety, dict)


def _spent(fault: Fault, policy: PolicyEntry) -> float:
    """Seconds until the second attempt, at most."""
    lost = policy.attempt_timeout if fault.takes == "attempt_timeout" else 0.0
    return lost + max(fault.asks_wait, _backoff(fault, policy, 1))


def _most(fault: Fault, policy: PolicyEntry, attempt: int) -> float:
    """A spec may read the wait elsewhere than in Retry-After: then up to its cap."""
    asked = policy.retry_after_cap if fault.asks_wait else 0.0
    return max(asked, _backoff(fault, policy, attempt))


def _backoff(fault: Fault, policy: PolicyEntry, attempt: int) -> float:
    """Exponential, from a base of its own where the vendor throttles."""
    base = policy.throttle_base if fault.asks_wait else policy.base
    return float(min(policy.cap, base * 2 ** (attempt - 1)))


def _error(fault: Fault, entry: OperationEntry) -> str:
    """A write that may have been done, and whose answer is lost, is an unknown outcome."""
    unknown = fault.lost and fault.processed == "perhaps" and entry.safety != "read"
    return "OutcomeUnknown" if unknown else fault.error
