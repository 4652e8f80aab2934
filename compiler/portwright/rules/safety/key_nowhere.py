"""
**What** The idempotency key of an operation goes into a parameter or field, or comes from an
input, that the operation does not have. Or its header or query parameter is one that the
connection or its authentication sets, whose value would replace the key.

**Why** A key that is not sent protects nothing: the retry would duplicate the write.

**Example** `safety: {keyed: {query: requestid, …}}` for an operation without that parameter.

**Fix** Name a query parameter, a body field or a path parameter of the operation. A `header`
need not be declared by the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0404", "key-nowhere", "idempotency key goes nowhere", __doc__ or "")


def report(name: Text, operation: str, what: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{operation}` has no {what} `{name}`",
        label="the key cannot be placed",
        help=meant_or_known(name, known),
    )


def report_taken(name: Text, operation: str, holder: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"the key of `{operation}` is not sent: {holder} sets `{name}`",
        label="the same name",
        help="name the header or parameter that the vendor reads the key from",
    )
