"""`errors:` of a spec: what the vendor's errors look like, and what each of them means."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.quantities import Duration
from portwright.language.record import (
    NAME,
    Keys,
    Matching,
    OneOrMany,
    Record,
    Table,
    Words,
    inline,
    key,
    nested,
    record,
)
from portwright.language.terms import HEADER, HeaderName
from portwright.source.nodes import ScalarNode
from portwright.source.span import Text

Status: TypeAlias = Annotated[
    Text, Matching(r"[1-5]([0-9]{2}|xx)", "a status such as `402` or `5xx`", (100, 599))
]
# Steps of a path into a body.
_INDEX = r"\[(\*|[0-9]{1,4})\]"
_STEP = rf"(\.[^.\[\]]+|{_INDEX})"
_CONDITION = Keys(
    rf"header\.{HEADER}|body{_STEP}+",
    "`header.NAME`, or `body` followed by steps `.name`, `[*]` and `[0]`",
    examples=("header.NAME", "body.PATH"),
    begins=("header.", "body.", "body["),
)
CodePath: TypeAlias = Annotated[
    Text, Matching(r"[^\s.*\[\]]+(\.[^\s.*\[\]]+)*", "names with dots, such as `error.code`")
]
ErrorName: TypeAlias = Annotated[
    Text, Matching(r"[A-Za-z_][A-Za-z0-9_]*", "the name of an error", is_name=True)
]
BodyPath: TypeAlias = Annotated[
    Text,
    Matching(
        rf"([^.\[\]]+|{_INDEX}){_STEP}*",
        "a path into the answer's body, such as `error.message` or `errors[0].code`",
    ),
]
Until: TypeAlias = Duration | Annotated[Text, Words("quota_reset", "retry_after")]


@record()
class RetryHint(Record):
    """A header in which the vendor says whether to retry. It never overrides safety."""

    header: HeaderName = key("The header's name.")
    force: Text | None = key("Its value that asks for a retry.", default=None)
    forbid: Text | None = key("Its value that forbids one.", default=None)


@inline("present")
class IsPresent(Record):
    """The header or path is there."""

    present: bool = key("Always true.", exactly="true")


@inline("absent")
class IsAbsent(Record):
    """The header or path is not there."""

    absent: bool = key("Always true.", exactly="true")


@inline("in")
class IsOneOf(Record):
    """The value is one of several."""

    in_: Annotated[tuple[ScalarNode, ...], OneOrMany()] = key("The values.")


Condition: TypeAlias = ScalarNode | IsPresent | IsAbsent | IsOneOf


@inline("raise")
class RaiseError(Record):
    """Raises a domain error of the port."""

    raise_: ErrorName = key("The error's name.")
    fields: Table[BodyPath] = key("Fields of the error, each with a path.", rest=Keys(NAME))


@nested("throttle")
class ThrottleUntil(Record):
    """The vendor asks for fewer calls."""

    until: Until = key("When to go on: a duration, `quota_reset` or `retry_after`.")


Verdict: TypeAlias = Annotated[
    Text,
    Words(
        "retry", "throttle", "reauth", "auth_failed", "forbidden", "not_found", "conflict",
        "bug", "success",
    ),
]  # fmt: skip


@record()
class ErrorRule(Record):
    """One rule; the first that matches wins."""

    status: Annotated[tuple[Status, ...], OneOrMany()] | None = key(
        "One status or several; `5xx` is a range.", default=None
    )
    conditions: Table[Condition] = key(
        "`header.NAME` or `body.PATH` and the value it must have; `[*]` is any element.",
        rest=_CONDITION,
    )
    then: Verdict | RaiseError | ThrottleUntil = key("What the answer means.")


@record()
class Errors(Record):
    """How the vendor tells of a failure."""

    schema: Text | None = key("The schema of an error; `X[]` for a list of them.", default=None)
    code: CodePath | None = key(
        "Where an error's code stands in its body, such as `error.code`.", default=None
    )
    retry_hint: RetryHint | None = key("The vendor's own word on retries.", default=None)
    rules: tuple[ErrorRule, ...] = key("What each answer means.", default=())
