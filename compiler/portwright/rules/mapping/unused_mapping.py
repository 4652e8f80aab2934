"""
**What** No answer, request, event or other mapping uses a mapping.

**Why** It is checked and kept up for nothing. Often an operation that should use it uses another
one, or names it otherwise.

**Example** `mappings: {refund: …}` and no `use: refund`.

**Fix** Use it, or remove it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import suggested
from portwright.source.span import Text

RULE = Rule("W0370", "unused-mapping", "unused mapping", __doc__ or "")


def report(name: Text, meant: str | None) -> Diagnostic:
    """`meant` is a name much like it that is used and not declared."""
    return RULE.at(
        name.span,
        f"mapping `{name}` is not used",
        label="maps nothing",
        help=suggested(meant) or f"write `use: {name}` where it should map, or remove it",
    )
