"""
**What** A call may go on retrying for longer than the vendor remembers its idempotency key.

**Why** After the key is forgotten a repeat is a new write.

**Example** `deadline: 2h` for an operation with `ttl: 1h`.

**Fix** Shorten the policy's deadline, or correct the `ttl` to what the vendor documents.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0405", "key-outlived", "retries outlive the key", __doc__ or "")


def report(span: Span | None, operation: str, deadline: float, ttl: float) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` may be retried for longer than its key lives",
        label=f"{ttl:g}s < deadline of {deadline:g}s",
        help="shorten the deadline of its policy",
    )
