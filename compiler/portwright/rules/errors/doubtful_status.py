"""
**What** The document of an operation in use names a status whose usual meaning is probably not
the vendor's, and no error rule says what it means.

**Why** A status without a rule means what HTTP says: 2xx and 3xx are successes, 401, 403, 404, 409
and 429 have a meaning of their own, other 4xx are refusals, and all else is a fault of the vendor
that may pass. For a few statuses that is seldom right: parts of a 207 may have failed, a 423 or
425 passes by itself, a 501 never does.

It is said of 207, 300, 419, 420, 423, 425, 440, 498, 501, 505 and 509 alone, and once for each.

**Example** `responses: {"423": …}` of an operation in use, and no rule for it.

**Fix** Say what it means: `{status: 423, then: retry}` in `errors.rules`; `{status: 423, …}` with
the usual meaning is an answer too.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0605", "doubtful-status", "documented status without a rule", __doc__ or "")


def report(span: Span | None, operation: str, status: int, read_as: str, rule: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` may answer {status}, which counts as {read_as}",
        label="no error rule covers it",
        help=f"add `{rule}` to errors.rules, or what the vendor means by it",
    )
