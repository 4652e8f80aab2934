"""
**What** A path gives a hook another type than its parameter's annotation says, or null where it
takes none.

**Why** The hook would be called with what it does not expect; the type checker refuses it.

**Example**

    def label(amount: str) -> str: ...

    label: {call: shop.hooks.label, with: {amount: total}}    # a number

**Fix** Change the annotation to what arrives, or name another path.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0905", "hook-argument", "argument of a hook that does not fit", __doc__ or "")


def report(span: Span | None, parameter: str, wanted: str, found: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{parameter}` of the hook is `{wanted}`, but this is `{found}`",
        label="does not fit",
        help="change the hook's annotation, or name another path",
    )
