"""
**What** `stream<T>` stands somewhere else than as the whole result of an operation.

**Why** A stream is fetched page after page while the caller goes through it; a field, an input or
a part of a list cannot be.

**Example** `in: {orders: stream<Order>}`, `out: stream<Order> | null`

**Fix** Write `list<T>`, or make the stream the result: `out: stream<Order>`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0358", "misplaced-stream", "stream that is no result", __doc__ or "")


def report(span: Span, item: str) -> Diagnostic:
    return RULE.at(
        span,
        "`stream` is for the whole result of an operation",
        label="not a result",
        help=f"write `list<{item}>` here, or `out: stream<{item}>`",
    )
