"""
**What** A `send` path names neither a parameter nor a body field of the operation.

**Why** The vendor would ignore or refuse it; either way the caller's value is lost.

**Example**

    send: [amout, currency]

**Fix** Use the name in the vendor's document (the hint proposes the nearest). A field that
the vendor takes but does not document belongs into the document's additions.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0305", "unknown-request-field", "unknown request field", __doc__ or "")


def report(
    span: Span | None, operation: str, name: str, path: str, known: Iterable[str]
) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes no `{name}`",
        label=f"unknown parameter or field in `{path}`",
        help=meant_or_known(name, known) or "it has no fields: leave out the end of the path",
    )
