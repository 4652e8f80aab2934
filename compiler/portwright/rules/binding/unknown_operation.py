"""
**What** `call:` names an operationId that the vendor's document does not have.

**Why** There is nothing to compile; a typing mistake and an operation that the vendor removed
look the same. An operationId that several operations have names none of them.

**Example** `call: PostPaymentIntent` where the document has `PostPaymentIntents`.

**Fix** Use the document's operationId (the hint proposes the nearest). An operation that is
missing from a slice is added by `portwright vendor add`; one that the vendor does not document
goes into the additions.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0201", "unknown-operation", "unknown operation", __doc__ or "")


def report(call: Text, document: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        call.span,
        f"no operation `{call}` in {document}",
        label="unknown operationId",
        help=did_you_mean(call, known),
    )


def shared(call: Text, document: str, derived: Iterable[str]) -> Diagnostic:
    """Several operations have this id, each of which is called by a derived one."""
    names = " or ".join(f"`{name}`" for name in derived)
    return RULE.at(
        call.span,
        f"several operations of {document} have the operationId `{call}`",
        label="tells no operation",
        help=f"call one of them by its method and path: {names}",
    )
