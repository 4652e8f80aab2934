"""
**What** A deviation changes nothing: its pointer leads to no schema that could be relaxed in this
way, the document allows it already, or the list has it twice.

**Why** The answers that it was written for fail as before, and the next reader believes that they
do not.

**Example** `extra: [lost]` of a property without an `enum`; `missing: true` of a whole schema.

**Fix** Point to the property that is meant: `#/components/schemas/Refund/properties/reason`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0113", "idle-deviation", "deviation without effect", __doc__ or "")


def report(pointer: Text, kind: str, reason: str) -> Diagnostic:
    return RULE.at(
        pointer.span,
        f"`{kind}` changes nothing here: {reason}",
        label="relaxes nothing",
        help="correct the pointer, or delete the deviation",
    )
