"""
**What** A list of a port holds a name twice: a word of an enum, an error of `raises`, an imported
type.

**Why** The second says nothing. Most often another name was meant.

**Example** `enum: [pending, failed, pending]`

**Fix** Remove it, or write what was meant.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0356", "repeated-port-name", "name twice in a list", __doc__ or "")


def report(name: Text, where: str) -> Diagnostic:
    return RULE.at(
        name.span, f"{where} has `{name}` twice", label="again", help="remove one of the two"
    )
