"""
**What** A deviation's pointer leads to nothing in the vendor's document.

**Why** It relaxes nothing, so the answers it was written for fail again; often the document was
renewed and the field has moved.

**Example** `pointer: "#/components/schemas/invoice/properties/payed"`

**Fix** Correct the pointer, or delete the deviation when the vendor has put it right.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0109", "lost-deviation", "deviation of nothing", __doc__ or "")


def report(pointer: Text, document: str) -> Diagnostic:
    return RULE.at(
        pointer.span,
        f"{document} has nothing at `{pointer}`",
        label="relaxes nothing",
        help="correct the pointer, or delete the deviation",
    )
