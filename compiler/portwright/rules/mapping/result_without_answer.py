"""
**What** The port's operation gives a result, and the spec's operation has no `response`.

**Why** Nothing says how the vendor's answer becomes the result.

**Example**

    get_payment: {call: GetPayment, request: {id: payment_id}}

**Fix** Add `response: {use: MAPPING}` or `response: {fields: {...}}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0322", "result-without-answer", "result that nothing makes", __doc__ or "")


def report(span: Span | None, operation: str, wanted: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` gives `{wanted}` in the port, but has no `response`",
        label="nothing makes the result",
        help="add `response: {use: <mapping>}` or `response: {fields: {...}}`",
    )
