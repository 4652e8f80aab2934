"""
**What** `request`, `response` or `if_match` stands in an operation that the spec's port does
not have, or the spec has no port.

**Why** They translate between the vendor and the port; there is nothing to translate to.

**Example**

    operations:
      refnud: {call: PostRefunds, request: {amount: {minor_units: amount}}}

**Fix** Use the name of the port's operation (the hint proposes the nearest), or select fields
with `send` and `read`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(
    "E0321",
    "unmapped-operation",
    "mapping of an operation that the port does not have",
    __doc__ or "",
)


def report(span: Span | None, name: str, port: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{port}` has no operation `{name}`",
        label="nothing to translate to",
        help=did_you_mean(name, known) or "use the port's name, or `send` and `read` instead",
    )


def report_no_port(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "this spec has no port",
        label="nothing to translate to",
        help="add `port: <file>.port.yaml`, or use `send` and `read` instead",
    )
