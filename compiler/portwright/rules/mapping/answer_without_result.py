"""
**What** An operation has a `response`, and the port's operation gives nothing.

**Why** What would be made of the answer has nowhere to go.

**Example**

    cancel: {call: Cancel, response: {use: payment}}     # the port has no `out`

**Fix** Leave out `response`, or give the port's operation an `out`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0323", "answer-without-result", "answer that nobody gets", __doc__ or "")


def report(span: Span | None, operation: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` gives nothing in the port",
        label="nobody gets this",
        help="leave out `response`, or add `out:` to the port",
    )
