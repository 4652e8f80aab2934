"""
**What** A policy's total deadline is shorter than the timeout of one attempt.

**Why** The deadline bounds the whole call, all attempts and waits. Shorter than one attempt,
it cuts the first, and the attempt's timeout never means anything.

**Example** `deadline: 5s` with `timeout: {attempt: 8s}`.

**Fix** Raise the deadline or lower `timeout.attempt`. A deadline that leaves room for the
retries in use is attempts x attempt timeout plus the waits between.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0403", "deadline-too-short", "deadline shorter than one attempt", __doc__ or "")


def report(span: Span | None, policy: str, deadline: float, attempt: float) -> Diagnostic:
    return RULE.at(
        span,
        f"deadline of `{policy}` is shorter than one attempt",
        label=f"{deadline:g}s < {attempt:g}s",
        help="raise the deadline or lower timeout.attempt",
    )
