"""
**What** A port is not what it was when the package of a vendor was compiled for it.

**Why** The package still does what the port meant then. Code that is written for the port as it is
now would not fit it.

**Example** `refund` of `payments.port.yaml` got an input `reason`, and `generated/stripe` was not
compiled again.

**Fix** Run `portwright compile` for all specs: their mappings are checked against the port as it is
now.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0365", "changed-port", "port changed under an adapter", __doc__ or "")


def report(
    span: Span, folder: str, what: str, happened: str, parts: tuple[str, ...] = ()
) -> Diagnostic:
    """`what` happened to what of the port, and to which `parts` of it."""
    details = f" ({', '.join(parts)})" if parts else ""
    return RULE.at(
        span,
        f"{folder} was compiled before {what} {happened}{details}",
        label="no longer what the adapter does",
        help="run `portwright compile`",
    )
