"""
**What** No operation or event of a port leads to a type, or no operation raises an error.

**Why** It is compiled and read in reviews, and no adapter ever makes one.

**Example** A type `Dispute` in a port where no operation takes or gives one.

**Fix** Remove it. A port that has no operations and no events is for others to import from, and
none of its types is reported.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W0364", "unused-port-type", "type or error that no operation uses", __doc__ or "")


def report(name: Text, kind: str) -> Diagnostic:
    """`kind` is type or error."""
    helped = "raise it in `raises`" if kind == "error" else "let an operation or an event use it"
    return RULE.at(
        name.span,
        f"the {kind} `{name}` is not used",
        label="no operation leads to it",
        help=f"{helped}, or remove it",
    )
