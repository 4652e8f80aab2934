"""
**What** `errors.retry_hint` names a header and no value that would ask for a retry or forbid it,
or one value for both.

**Why** The header would be read and never heeded.

**Example** `retry_hint: {header: Stripe-Should-Retry}`

**Fix** Write the values that the vendor documents: `force: "true"`, `forbid: "false"`, or one of
the two.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0604", "idle-hint", "retry hint that says nothing", __doc__ or "")


def report(span: Span) -> Diagnostic:
    return RULE.at(
        span,
        "no value of this header asks for a retry or forbids it",
        label="never heeded",
        help='add `force: "…"` or `forbid: "…"`',
    )


def report_same(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "one value asks for a retry and forbids it",
        label="the same as `force`",
        help="write the value that forbids a retry, or leave `forbid` out",
    )
