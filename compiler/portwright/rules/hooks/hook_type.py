"""
**What** A hook gives another type than the field or result that it fills. Null aside: that is
E0306.

**Why** The generated code would not pass the type checker.

**Example** A hook `def cents(amount: Decimal) -> int` that fills a field of type `string`.

**Fix** Change the hook so that it gives what the field takes, or map another field.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0904", "hook-type", "hook of another type", __doc__ or "")


def report(span: Span | None, hook: str, found: str, wanted: str, place: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{hook}` gives `{found}`, here `{wanted}` is wanted",
        label=f"see {place}",
        help="change what the hook gives, or fill another field with it",
    )
