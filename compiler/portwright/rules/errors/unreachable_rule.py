"""
**What** An error rule stands below one that matches everything that it matches.

**Why** The first match wins, so this rule never decides anything: the answer is treated
otherwise than its author believes.

**Example**

    - {status: 429, then: throttle}
    - {status: 429, body.error.code: lock_timeout, then: retry}

**Fix** Move the narrower rule up, or remove it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0602", "unreachable-rule", "error rule that can never match", __doc__ or "")


def report(span: Span | None, line: int) -> Diagnostic:
    return RULE.at(
        span,
        "this error rule can never match",
        label=f"shadowed by the rule on line {line}",
        help="move the narrower rule up",
    )
