"""
**What** The document describes calls that the vendor makes: `callbacks` of operations, or
`webhooks`. The package has nothing that receives them.

**Why** An operation with a callback is complete only with what comes back, and that is not seen in
the package.

**Example** `callbacks: {paid: {"{$request.body#/url}": {post: …}}}`

**Fix** Receive them in your own application. In a spec, `webhooks:` says how they are verified; it
is checked, and not compiled yet.
"""

from __future__ import annotations

from collections.abc import Collection

from portwright.diagnostics.listed import counted, some_of
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0225", "unheard-calls", "calls of the vendor's", __doc__ or "")
_HELP = "receive them in your own application"


def report(span: Span | None, operations: Collection[str]) -> Diagnostic:
    """`operations` are those with callbacks."""
    return RULE.at(
        span,
        f"the vendor calls back after {counted(operations, 'operation')}: {some_of(operations)}",
        label="callbacks are not compiled",
        help=_HELP,
    )


def report_webhooks(span: Span | None, names: Collection[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"the vendor sends {counted(names, 'webhook')}: {some_of(names)}",
        label="webhooks are not compiled",
        help=_HELP,
    )
