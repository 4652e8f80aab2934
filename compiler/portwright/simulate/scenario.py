"""A scenario: who calls what, how the vendor behaves, and what goes wrong when."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from portwright.language.quantities import Count, Duration, Rate, Ratio
from portwright.language.record import (
    NAME,
    NAME_IS,
    Keys,
    Matching,
    Record,
    Table,
    Words,
    inline,
    key,
    record,
)
from portwright.language.terms import Name
from portwright.source.span import Text

VERSION: Final = 1

Status: TypeAlias = Annotated[Text, Matching(r"[245][0-9]{2}", "a status such as `503`")]
FieldValue: TypeAlias = Annotated[Text, Matching(r"[!-~]([ -~]*[!-~])?", "the value of a header")]
Headers: TypeAlias = Annotated[
    Table[FieldValue], Keys(r"[A-Za-z0-9-]{1,100}", "names of headers", ("Retry-After",))
]
Shares: TypeAlias = Annotated[Table[Ratio], Keys(NAME, NAME_IS)]


@record()
class Traffic(Record):
    """Callers of some operations; `from` and `until` are when they come."""

    operations: Shares = key("The operations that they call, and what part of them calls each.")
    from_: Duration | None = key("When it begins; at the start without.", default=None)
    until: Duration | None = key("When it ends; at the end without.", default=None)


@inline("constant")
class Constant(Traffic):
    """One caller after another, at even distances."""

    constant: Rate = key("How many come.")


@inline("poisson")
class Poisson(Traffic):
    """Callers that know nothing of each other."""

    poisson: Rate = key("How many come on average.")


@inline("burst")
class Burst(Traffic):
    """Callers that come all at one moment, when it begins; again after each `every`."""

    burst: Count = key("How many come at once.")
    every: Duration | None = key("How long until they come again.", default=None)


Arrivals: TypeAlias = Constant | Poisson | Burst


@record(short="median")
class Latency(Record):
    """How long the vendor takes; with `p99` spread as a log-normal, else always the same."""

    median: Duration = key("Half of the answers take no longer.")
    p99: Duration | None = key("99 of 100 answers take no longer.", default=None)


@record()
class Vendor(Record):
    """The vendor on a good day."""

    latency: Latency | None = key("How long it takes; 50ms to 200ms without.", default=None)
    rate: Rate | None = key("What it lets through in any window; 429 is the rest.", default=None)
    key_ttl: Duration | None = key("How long it knows a key; for ever without.", default=None)


@record()
class Fault(Record):
    """Something that goes wrong from `from` until `until`, for a share of the requests."""

    from_: Duration = key("When it begins.")
    until: Duration = key("When it is over.")
    share: Ratio | None = key("The part of the requests that it meets; all without.", default=None)
    operations: tuple[Name, ...] = key("The operations that it meets; all without.", default=())


@inline("outage")
class Outage(Fault):
    """Nothing is served: connections are refused or never made, or answers are 503."""

    outage: Annotated[Text, Words("refused", "unreachable", "unavailable")] = key(
        "What a caller sees."
    )


@inline("error")
class Failing(Fault):
    """Answers that are errors by their status, or by what a success says in its body; `processed`
    says that the vendor did its work.
    """

    error: Status = key("The status of the answer; with 2xx the body says what is wrong.")
    processed: bool | None = key("Whether the request was carried out.", default=None)
    headers: Headers = key("Headers of the answer.", default_factory=Table)
    body: Text | None = key("The body of the answer, as it is sent; `{}` without.", default=None)


@inline("throttle")
class Throttle(Fault):
    """429, with a Retry-After or without."""

    throttle: Duration = key("What Retry-After says; 0s leaves it out.")
    as_: Annotated[Text, Words("seconds", "date")] | None = key(
        "How Retry-After is written.", default=None
    )
    headers: Headers = key("More headers of the answer.", default_factory=Table)
    body: Text | None = key("The body of the answer, as it is sent; `{}` without.", default=None)


@inline("hang")
class Hang(Fault):
    """The request is taken and never answered; `before` leaves it undone."""

    hang: Annotated[Text, Words("before", "after")] = key(
        "Whether the vendor stops before or after it carries the request out."
    )


@inline("reset")
class Reset(Fault):
    """The connection breaks before or after the vendor carries the request out."""

    reset: Annotated[Text, Words("before", "after")] = key("When it breaks.")


@inline("garble")
class Garble(Fault):
    """The answer is a success whose body cannot be read."""

    garble: Annotated[Text, Words("truncated", "html")] = key("What the body is.")


@inline("slow")
class Slow(Fault):
    """Answers take so much longer."""

    slow: Duration = key("How much longer.")


@inline("cancel")
class Cancel(Fault):
    """Callers give up at a random moment up to so long after they asked."""

    cancel: Duration = key("The longest that one of them waits.")


@inline("clock")
class ClockJump(Fault):
    """The caller's clock is wrong from `from` until `until`, or its machine sleeps for `by`."""

    clock: Annotated[Text, Words("ahead", "behind", "suspended")] = key("What is wrong with it.")
    by: Duration = key("By how much.")


AnyFault: TypeAlias = (
    Outage | Failing | Throttle | Hang | Reset | Garble | Slow | Cancel | ClockJump
)


@record()
class Scenario(Record):
    """One run of a spec's policies against a scripted vendor."""

    scenario: Count = key("The version of this language.", exactly=str(VERSION))
    title: Text = key("What happens, in a few words.")
    seed: Count | None = key("Where all that is random comes from; 0 without.", default=None)
    duration: Duration = key("How long callers come.")
    environment: Name | None = key("Whose limits hold; the first without.", default=None)
    traffic: tuple[Arrivals, ...] = key("Who calls.")
    vendor: Vendor | None = key("The vendor on a good day.", default=None)
    faults: tuple[AnyFault, ...] = key("What goes wrong.", default=())
