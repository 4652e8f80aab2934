"""
**What** The vendor requires a parameter or field that the operation does not send.

**Why** Every call would be refused; better now than in production.

**Example** `send: [amount]` for an operation that requires `amount` and `currency`.

**Fix** Add the name to `send`, or fill it in `request` where the operation is the port's.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0308", "missing-request-field", "required request field not sent", __doc__ or "")


def report(span: Span | None, operation: str, path: str, *, mapped: bool = False) -> Diagnostic:
    """`mapped`: a mapping fills the request, so that it is set there."""
    help = f"add `{path}: <input>`" if mapped else f"add `{path}` to `send`"
    return RULE.at(span, f"`{operation}` requires `{path}`", label="not set", help=help)
