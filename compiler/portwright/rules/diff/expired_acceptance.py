"""
**What** The day has passed until which a finding of `portwright diff` was accepted.

**Why** A finding is accepted because of something that holds for a while: a date from the vendor,
a value that nobody sends yet. From the day after, it counts again.

**Example** `expires: 2024-01-31`

**Fix** See whether the reason still holds: renew `expires`, or delete the entry and mend what the
finding is about.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W1101", "expired-acceptance", "acceptance has expired", __doc__ or "")


def report(expires: Text, owner: str) -> Diagnostic:
    return RULE.at(
        expires.span,
        f"this finding is accepted no longer; it is {owner}'s to look at",
        label="in the past",
        help="renew it if its reason still holds, or delete it",
    )
