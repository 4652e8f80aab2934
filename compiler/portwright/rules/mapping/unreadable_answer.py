"""
**What** An operation with a `response` has no JSON answer on success, or several of different
schemas.

**Why** A mapping reads one schema; which of several came is known only at run time.

**Example**

    responses:
      "200": {content: {application/json: {schema: {$ref: "#/components/schemas/a"}}}}
      "202": {description: accepted}

**Fix** If the operation answers nothing, leave out `response` and the port's `out`. If the
document is wrong, mend it by `additions`. Else read the answers by the wire layer.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0317", "unreadable-answer", "answer that no mapping can read", __doc__ or "")


def report(
    span: Span | None, operation: str, statuses: Iterable[str], bodies: int, schemas: int
) -> Diagnostic:
    """`bodies` of the answers have one, of so many different schemas."""
    listed = ", ".join(statuses) or "none"
    why = "have several schemas" if schemas > 1 else "do not all have a body"
    if not bodies:
        why = "have no body"
    return RULE.at(
        span,
        f"the successes of `{operation}` ({listed}) {why}",
        label="no one schema to read",
        help="leave out `response`, or mend the document by `additions`",
    )
