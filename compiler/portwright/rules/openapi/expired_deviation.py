"""
**What** The day has passed on which a deviation had to be looked at again.

**Why** A deviation makes models laxer than the document. Vendors put such things right, and then
it hides the next mistake.

**Example** `expires: 2024-01-31`

**Fix** See whether the vendor still answers so: renew `expires` with new evidence, or delete the
deviation.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W0114", "expired-deviation", "deviation has expired", __doc__ or "")


def report(expires: Text, owner: str) -> Diagnostic:
    return RULE.at(
        expires.span,
        f"this deviation has expired; it is {owner}'s to look at",
        label="in the past",
        help="renew it with new evidence, or delete it",
    )
