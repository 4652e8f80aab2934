"""
**What** An error rule has no condition.

**Why** Rules are asked about every answer, successes too: faults hide in them. One without a
condition would take them all, so that no call could succeed and no rule below it counts.

**Example** `- {then: bug}`

**Fix** Say which answers are meant: `status: 4xx`, `header.NAME: …` or `body.PATH: …`. What no
rule matches means what its status says.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0603", "unconditional-rule", "error rule without a condition", __doc__ or "")


def report(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "this error rule takes every answer",
        label="successes too",
        help="add a condition, such as `status: 4xx`",
    )
