"""
**What** `portwright diff --all` was given an old document of which no operation can be compiled:
it declares none, or none that can be read.

**Why** Every operation counts as used there, and of none nothing can be said. To say "no finding"
would look like "nothing breaks".

**Example** `paths: {}`

**Fix** Name the vendor's whole document. `portwright check --openapi FILE` says what is wrong
with each operation.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E1103", "no-operation", "no operation to compare", __doc__ or "")


def report(span: Span, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"no operation of {name} can be compared",
        label="nothing here can be compiled",
        help="`portwright check --openapi FILE` says why",
    )
