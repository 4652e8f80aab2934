"""
**What** `clear` sends null (in a form: an empty text) to a field that takes none, by the
vendor's document.

**Why** The vendor would refuse it, or store an empty value.

**Example**

    request: {name: {clear: name}}

**Fix** Leave out `clear`: a null input then leaves the field as it is. If the vendor does take
null, say so by `additions`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0318", "uncleared", "field that cannot be cleared", __doc__ or "")


def report(span: Span | None, title: str, in_form: bool) -> Diagnostic:
    what = "an empty text" if in_form else "null"
    return RULE.at(
        span,
        f"`{title}` does not take {what}",
        label="cannot be cleared",
        help="write the path alone, or add to the document what the vendor takes",
    )
