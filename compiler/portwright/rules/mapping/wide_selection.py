"""
**What** `**` reaches more than 100 object schemas.

**Why** Each of them becomes a model that is generated, reviewed, imported and decoded. One
operation of a large vendor can reach most of its document.

**Example** An operation without `read` on a payment object whose fields refer to customers,
invoices, subscriptions and all that these refer to.

**Fix** Name the fields in use: `read: [id, status, customer.id]`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0309", "wide-selection", "selection reaches very many schemas", __doc__ or "")
LIMIT = 100


def report(span: Span | None, operation: str, direction: str, reached: int) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` {direction}s {reached} object schemas",
        label=f"more than {LIMIT} by `**`",
        help=f"name the fields in use under `{direction}`",
    )
