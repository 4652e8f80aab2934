"""
**What** A secret or a parameter of the connection is declared, and nothing in the spec uses it.

**Why** Whoever makes a connection must give it, and `from_env` fails without it, though it is never
sent. A secret that nobody needs is one more that can leak.

**Example** `secrets: [api_key, webhook_key]` in a spec without webhooks.

**Fix** Use it by `{secret: …}` or `{param: …}`, or remove it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import suggested
from portwright.source.span import Span

RULE = Rule("W0510", "unused-setting", "unused secret or parameter", __doc__ or "")


def report(span: Span | None, kind: str, name: str, meant: str | None) -> Diagnostic:
    """`kind` is `secret` or `parameter`; `meant` is a name much like it that is
    used and not declared."""
    return RULE.at(
        span,
        f"{kind} `{name}` is not used",
        label="asked for, never sent",
        help=suggested(meant) or "use it, or remove it",
    )
