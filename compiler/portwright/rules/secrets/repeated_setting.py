"""
**What** Two secrets or parameters of the connection have one name.

**Why** Each is a field of the generated connection and an environment variable, so one would
hide the other.

**Example** `secrets: [account]` beside `params: {account: string}`.

**Fix** Rename one of them.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0504", "repeated-setting", "setting declared twice", __doc__ or "")


def report(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"a setting `{name}` is declared already",
        label="the same name",
        help="rename one of the two",
    )
