"""
**What** The port's operation takes an input that the spec's `request` never reads.

**Why** A caller gives a value and it goes nowhere.

**Example**

    in: {payment_id: id, reason: RefundReason}
    request: {payment_intent: payment_id}

**Fix** Send it, or take it out of the port. Where this vendor alone has no place for it,
callers of this vendor should know: the warning stays.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0326", "unused-input", "input that nothing sends", __doc__ or "")


def report(span: Span | None, operation: str, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"nothing sends the input `{name}` of `{operation}`",
        label=f"`{name}` is not read",
        help=f"add `<field>: {name}`, or take it out of the port",
    )
