"""
**What** No operation names a policy, and no other policy extends it.

**Why** Its bounds hold for nothing. Often an operation that should have it has `default` instead,
or names it otherwise.

**Example** `policies: {money_write: …}` and no `policy: money_write`.

**Fix** Name it where it should hold, or remove it. `default` holds without being named.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import suggested
from portwright.source.span import Text

RULE = Rule("W0410", "unused-policy", "unused policy", __doc__ or "")


def report(name: Text, meant: str | None) -> Diagnostic:
    """`meant` is a name much like it that is used and not declared."""
    return RULE.at(
        name.span,
        f"policy `{name}` is not used",
        label="holds for nothing",
        help=suggested(meant) or "write `policy:` where it should hold, or remove it",
    )
