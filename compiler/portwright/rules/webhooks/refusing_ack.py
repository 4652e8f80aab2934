"""
**What** A webhook acknowledges a delivery with a status that is not 2xx.

**Why** The vendor takes any other status for a failure: it delivers the same event again and
again, and switches the endpoint off in the end.

**Example** `ack: {after: enqueue, status: 302}`

**Fix** The status that the vendor asks for, mostly 200, 202 or 204.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0805", "refusing-ack", "acknowledgement that refuses", __doc__ or "")


def report(span: Span | None, status: int) -> Diagnostic:
    return RULE.at(
        span,
        f"an acknowledgement with status {status} is a refusal",
        label="not 2xx",
        help="write 200, or another 2xx that the vendor asks for",
    )
