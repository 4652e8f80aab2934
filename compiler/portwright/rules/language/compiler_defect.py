"""
**What** The compiler itself failed at a spec.

**Why** This is a defect of portwright, not of the spec. What was found in the other specs of the
run is told all the same.

**Example** `portwright itself failed here: KeyError: 'x'`

**Fix** Report it, with the spec and its document if they may be shown. `PORTWRIGHT_TRACEBACK=1`
shows where it happened. Until it is mended, the spec may do without what it has more than others.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0014", "compiler-defect", "defect of portwright itself", __doc__ or "")


def report(span: Span, error: Exception) -> Diagnostic:
    return RULE.at(
        span,
        f"portwright itself failed here: {type(error).__name__}: {error}",
        label="please report it",
        help="PORTWRIGHT_TRACEBACK=1 shows where",
    )
