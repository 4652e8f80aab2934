"""
**What** An input may be left out or be null (`T | null | unset`), and the request gives its
path alone.

**Why** Null would leave the field out, as not giving it does; the caller who says null wants it
gone.

**Example**

    in: {note: string | null | unset}
    request: {description: note}

**Fix** Write `{clear: note}`, or make the input `T | unset`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0328", "unset-needs-clear", "input whose null would be lost", __doc__ or "")


def report(span: Span | None, title: str) -> Diagnostic:
    return RULE.at(
        span,
        f"null for `{title}` would leave it as it is",
        label="null is lost here",
        help="write {clear: <input>}, or make the input `T | unset`",
    )
