"""
**What** An idempotency key is derived from an input instead of being minted for each call.

**Why** Two honest calls with equal inputs, such as two refunds of the same amount, become one:
the vendor answers the second with the first's result.

**Example** `keyed: {header: Idempotency-Key, from: amount, ttl: 24h}`

**Fix** `from: $key`: minted once a call, or the caller's own command id by `CallOptions(key=…)`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W0406", "key-from-input", "idempotency key derived from an input", __doc__ or "")


def report(source: Text, operation: str) -> Diagnostic:
    return RULE.at(
        source.span,
        f"equal inputs of `{operation}` are taken for one call",
        label="two honest equal calls merge",
        help="write `from: $key`",
    )
