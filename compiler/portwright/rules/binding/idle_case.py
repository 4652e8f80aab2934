"""
**What** A test case for an operation has neither a `cassette` nor `faults`.

**Why** Nothing would answer the call, so the case could not fail.

**Example** `- {op: refund, wire: {charge: ch_1}}`

**Fix** Name the cassette that answers, or list the faults that the attempts meet.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0206", "idle-case", "test case that plays nothing", __doc__ or "")


def report(span: Span, operation: str) -> Diagnostic:
    return RULE.at(
        span,
        f"the case of `{operation}` plays nothing",
        label="neither `cassette` nor `faults`",
        help="add `cassette: NAME`",
    )
