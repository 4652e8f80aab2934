"""
**What** A policy or a limit contradicts itself: a rate of nothing, a cap under its base, a
breaker that can never open.

**Why** The runtime refuses such a configuration when the client is made; the mistake is cheaper
to see here.

**Example** `retry: {base: 5s, cap: 1s}`, `limits: [{per: connection, rate: 0/s}]`

**Fix** Set the value that the message asks for.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0408", "contradicting-policy", "policy contradicts itself", __doc__ or "")


def report(span: Span | None, what: str, wanted: str) -> Diagnostic:
    return RULE.at(span, f"a {what} must be {wanted}", label="contradicts itself")
