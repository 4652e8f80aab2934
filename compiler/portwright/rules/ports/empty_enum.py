"""
**What** An enum of a port has no words.

**Why** There could be no value of it.

**Example** `types: {Status: {enum: []}}`

**Fix** Name its words: `{enum: [pending, succeeded, failed]}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0355", "empty-enum", "enum without words", __doc__ or "")


def report(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"the enum `{name}` has no words",
        label="no value is possible",
        help=f"name them, as in `{name}: {{enum: [pending, done]}}`",
    )
