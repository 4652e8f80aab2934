"""
**What** Two specs of one run compile to the same package.

**Why** The second would overwrite the first.

**Example** `specs/stripe` and `specs/stripe_eu`, both with `vendor: stripe`.

**Fix** Give each a `vendor:` of its own.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0209", "same-package", "two specs for one package", __doc__ or "")


def report(span: Span | None, package: str, other: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{package}` is compiled from {other} already",
        label="the same package",
        help="give one of the two another `vendor:`",
    )
