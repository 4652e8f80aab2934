"""
**What** `each` and `object` need exactly one of `use` (a mapping's name) and `fields`.

**Why** Without either nothing says what is made; with both, two things do.

**Example**

    lines: {each: lines}

**Fix** Write `{each: lines, use: line}` or `{each: lines, fields: {...}}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    "E0330", "one-of-use-and-fields", "neither or both of `use` and `fields`", __doc__ or ""
)


def report(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "this needs one of `use` and `fields`",
        label="exactly one of them",
        help="write `use: <mapping>` or `fields: {...}`",
    )
