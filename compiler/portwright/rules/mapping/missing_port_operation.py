"""
**What** The port has an operation that the spec does not have.

**Why** The adapter would not fit the port.

**Example**

    port: ../ports/payments.port.yaml     # has `refund`; the spec does not

**Fix** Add the operation under `operations`, by the port's name. Where a vendor cannot do it,
the port promises too much: split it.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(
    "E0320", "missing-port-operation", "operation of the port that the vendor lacks", __doc__ or ""
)


def report(span: Span | None, port: str, name: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{port}.{name}` has no operation in this spec",
        label=f"missing: {name}",
        help=did_you_mean(name, known) or f"add `{name}: {{call: ..., request: {{...}}}}`",
    )
