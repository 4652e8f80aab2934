"""
**What** A policy or a limit contradicts itself: a rate of nothing, a cap under its base, a
breaker that can never open. A default counts too: `open_for: 90s` is over the 60 s that a breaker
stays open at most, unless `open_cap` says more.

**Why** The runtime refuses such a configuration when the client is imported; the mistake is
cheaper to see here.

**Example** `retry: {base: 5s, cap: 1s}`, `limits: [{per: connection, rate: 0/s}]`

**Fix** Set the value that the message asks for.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0408", "contradicting-policy", "policy contradicts itself", __doc__ or "")


def report(
    span: Span | None, name: str, wanted: str, *, default: object | None = None
) -> Diagnostic:
    """`name` is that of the setting; `default` its value where the spec does not set it."""
    help = f"without `{name}` it is {default}" if default is not None else None
    return RULE.at(span, f"`{name}` must be {wanted}", label="contradicts itself", help=help)
