"""
**What** A POST or PATCH may be attempted more than once, and the spec does not say what makes
a repeat harmless.

**Why** When an answer is lost nobody knows whether the vendor carried the request out. A blind
repeat charges a card twice. Whether a call may be repeated is a property of the operation, so
its author must say.

**Example**

    create_payment:
      call: PostPaymentIntents      # under a policy with 4 attempts

**Fix** `safety: {keyed: {header: Idempotency-Key, from: $key, ttl: 24h}}` when the vendor
deduplicates by a key; `{natural_key: …}` for an upsert by your own id; `idempotent` or `read`
when repeating changes nothing; `unsafe` to repeat only what surely was not processed.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0401", "unsafe-retry", "retried, but nothing makes it safe", __doc__ or "")


def report(span: Span | None, operation: str, policy: str, attempts: int) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` would be retried, but nothing makes it safe",
        label=f"policy `{policy}` allows {attempts} attempts",
        help="declare `safety: {keyed: ..}`, `{natural_key: ..}`, or `unsafe` "
        "(repeat only what surely was not processed)",
    )
