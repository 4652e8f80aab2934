"""
**What** A member of the Protocol says too little to make an adapter of: a parameter or the result
has no annotation, it takes `*args` or `**kwargs`, or it is no plain method.

**Why** The adapter's methods are generated from the Protocol's, and the mappings are checked
against their types.

**Example**

    class PaymentsPort(Protocol):
        async def refund(self, payment_id, **options): ...

**Fix** Write every parameter by name, with its type, and the type of the result (`-> None` for
nothing). The idempotency key is `key: str | None = None`, or `key: str`, behind the `*`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0923", "unreadable-method", "method of a port that says too little", __doc__ or "")


def report(
    span: Span | None, method: str, place: str, reason: str, help: str | None = None
) -> Diagnostic:
    return RULE.at(span, f"`{method}` {reason}", label=f"see {place}", help=help)
