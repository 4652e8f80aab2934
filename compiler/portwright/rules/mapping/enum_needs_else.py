"""
**What** An `enum` or a `lookup` reads a plain string or number, of which the vendor's document
does not say what values it has, and has no `else`.

**Why** Nobody can know that the map is complete; the first new word would be an error in
production.

**Example**

    status: {enum: state, map: {ok: succeeded}}

**Fix** Add `else:` with what any other word means. If the vendor documents the values and its
file lacks them, add them by `additions`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0313", "enum-needs-else", "map of a plain string without `else`", __doc__ or "")


def report(span: Span | None, path: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{path}` may be any value",
        label="the map cannot be complete",
        help="add `else: <value>`",
    )
