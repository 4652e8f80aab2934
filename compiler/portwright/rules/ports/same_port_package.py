"""
**What** Two ports of one run compile to the same package.

**Why** The second would overwrite the first.

**Example** `specs/ports/payments.port.yaml` and `specs/shop/payments.port.yaml`; or
`shop-orders.port.yaml` beside `shop_orders.port.yaml`.

**Fix** Give one of the files another name.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0362", "same-port-package", "two ports for one package", __doc__ or "")


def report(span: Span, package: str, other: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`ports/{package}` is compiled from {other} already",
        label="the same package",
        help="give one of the two files another name",
    )
