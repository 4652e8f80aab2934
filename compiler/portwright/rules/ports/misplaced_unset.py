"""
**What** `| unset` stands at something else than an input of an operation.

**Why** It says that a caller may leave an input out, which is told from null. A value that was
read is there or is null; there is nobody who could leave it out.

**Example** `types: {Customer: {email: string | unset}}`

**Fix** Write `| null`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0359", "misplaced-unset", "`| unset` that is no input", __doc__ or "")


def report(span: Span, item: str) -> Diagnostic:
    return RULE.at(
        span,
        "`| unset` is for inputs of operations",
        label="not an input",
        help=f"write `{item} | null`",
    )
