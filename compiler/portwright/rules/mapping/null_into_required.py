"""
**What** A value that may be null fills a field that may not: in an answer a field of the port,
in a request a field that the vendor requires.

**Why** Null propagates along a path. A record with a hole in it fails far from here, and a
request without a required field is refused.

**Example**

    note: last_payment_error.message     # the port says `note: string`

An input `T | unset` may be left out, which is no value for such a field either.

**Fix** Make the port's field `T | null`, or say what null becomes: `{default: path, value: x}`
or `{first_of: [a, b]}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0306", "null-into-required", "null where none may be", __doc__ or "")


def report(span: Span | None, title: str, *, sends: bool) -> Diagnostic:
    who = "the vendor requires it" if sends else "the port takes no null here"
    return RULE.at(
        span,
        f"`{title}` may not be null, but this may",
        label=who,
        help="write {default: <path>, value: <value>}, or make the port's type `T | null`"
        if not sends
        else "make the input required, or write {default: <path>, value: <value>}",
    )


def report_unset(span: Span | None, title: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{title}` may not be left out, but this may",
        label="the vendor requires it",
        help="take `unset` from the type of the input",
    )
