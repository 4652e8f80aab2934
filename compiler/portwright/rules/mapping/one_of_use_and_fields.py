"""
**What** `each` and `object` need exactly one of `use` (a mapping's name) and `fields`; `each`
may have `value` instead, for items that become no object.

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


def report(span: Span | None, *, is_each: bool = False) -> Diagnostic:
    """`is_each`: items may be no objects, and `value` is a third."""
    keys = "`use`, `fields` and `value`" if is_each else "`use` and `fields`"
    third = ", or `value: <path or transform>`" if is_each else ""
    return RULE.at(
        span,
        f"this needs one of {keys}",
        label="exactly one of them",
        help=f"write `use: <mapping>` or `fields: {{...}}`{third}",
    )
