"""`limits:` and `policies:` of a spec; what is left out has the runtime's default."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Count, Duration, Rate, Ratio
from portwright.language.record import Matching, Record, Words, key, record
from portwright.language.terms import HeaderName, Queue, Scope
from portwright.source.span import Text

Format: TypeAlias = Annotated[Text, Words("used_of_total", "remaining", "used")]
Jitter: TypeAlias = Annotated[Text, Words("full", "equal", "none")]


@record()
class Timeout(Record):
    """Bounds of one attempt; the deadline bounds the whole call."""

    connect: Duration | None = key("To open a connection.", default=None)
    attempt: Duration | None = key("From the first byte sent to the last received.", default=None)


@record()
class Budget(Record):
    """Retries are paid from what calls deposit, so that an outage is not amplified."""

    ratio: Ratio | None = key("What each call deposits, in retries.", default=None)
    cap: Count | None = key("The largest balance, in retries.", default=None)


@record()
class Retry(Record):
    """When and how often a failed attempt is repeated. Only a safe operation ever is."""

    attempts: Count | None = key("Attempts in all, the first included.", default=None)
    base: Duration | None = key("The first delay; it doubles each time.", default=None)
    throttle_base: Duration | None = key("The first delay after a 429.", default=None)
    cap: Duration | None = key("The longest delay.", default=None)
    jitter: Jitter | None = key("How much of the delay is random.", default=None)
    retry_after_cap: Duration | None = key(
        "A Retry-After over this fails the call at once.", default=None
    )
    budget: Budget | None = key("The retry budget.", default=None)


@record()
class Breaker(Record):
    """Stops calling a vendor that fails, and probes whether it is back."""

    per: Scope | None = key("What one breaker stands for.", default=None)
    window: Duration | None = key("The span of time that is judged.", default=None)
    min_calls: Count | None = key("Calls in the window before it is judged.", default=None)
    failure_rate: Ratio | None = key("The share of failures that opens.", default=None)
    slow_after: Duration | None = key("A call longer than this is slow.", default=None)
    slow_rate: Ratio | None = key("The share of slow calls that opens.", default=None)
    open_for: Duration | None = key("How long it stays open before a probe.", default=None)
    open_cap: Duration | None = key(
        "The longest that it stays open; each opening in a row doubles the time.", default=None
    )
    window_calls: Count | None = key("So many outcomes are judged, not a span.", default=None)
    probes: Count | None = key("Calls let through at once to see whether it is back.", default=None)
    probe_time: Duration | None = key("A probe longer than this has failed.", default=None)


@record()
class Bulkhead(Record):
    """Bounds the calls in flight."""

    concurrent: Count | None = key("Calls in flight at most.", default=None)
    per: Scope | None = key("What one bulkhead stands for.", default=None)
    queue: Queue | None = key("Calls that may wait for a place.", default=None)


@record()
class Policy(Record):
    """Deadline, timeouts, retries, breaker and bulkhead of a call."""

    extends: Text | None = key("The policy whose settings hold where this is silent.", default=None)
    deadline: Duration | None = key("For the whole call, all attempts and waits.", default=None)
    timeout: Timeout | None = key("Bounds of one attempt.", default=None)
    retry: Retry | None = key("When a failed attempt is repeated.", default=None)
    breaker: Breaker | None = key("The circuit breaker.", default=None)
    bulkhead: Bulkhead | None = key("The bound on calls in flight.", default=None)


@record()
class Observe(Record):
    """A header in which the vendor tells what is left."""

    header: HeaderName = key("The header's name.")
    format: Format = key("How it is written: `18/5000`, what remains, or what is used.")
    reset: HeaderName | None = key(
        "The header with the seconds until the quota is full again.", default=None
    )


@record(one_of=(("rate", "quota", "concurrent"),))
class Limit(Record):
    """One limit of the vendor, kept on our side."""

    per: Scope = key("What the limit counts for.")
    rate: Rate | None = key("Starts in any window: `25/s`.", default=None)
    quota: Rate | None = key("Calls in a long window that the vendor counts.", default=None)
    concurrent: Count | None = key("Calls in flight at most.", default=None)
    env: Text | None = key("The environment where it holds; all without.", default=None)
    queue: Queue | None = key("Calls that may wait for their turn.", default=None)
    burst: Count | None = key("Calls that may start at once, to smooth a rate.", default=None)
    share: Annotated[Text, Matching(r"1/[1-9][0-9]{0,5}", "a share such as `1/4`")] | None = key(
        "The part of this process, where several share the limit.", default=None
    )
    observe: Observe | None = key("The header that tells what is left.", default=None)
    reserve: Ratio | None = key("The part of a quota that is never used.", default=None)
    published: Rate | None = key(
        "The vendor's own number, which the limit is held against; it limits nothing.",
        default=None,
    )
