"""
**What** The constant value of a header holds a line break or another control character.

**Why** Such a value would end the header and begin another, so HTTP forbids it (RFC 9110, 5.5) and
every call would be refused.

**Example** `X-Partner: {const: "acme\\r\\nX-Admin: 1"}`

**Fix** Write the value on one line.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0506", "unsendable-header", "header that cannot be sent", __doc__ or "")


def report(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"header `{name}` has a value that cannot be sent",
        label="holds a control character",
        help="write it on one line, without control characters",
    )
