"""
**What** A package of a whole document authenticates in one way, and some operations ask for
another, or for more.

**Why** Those calls will be refused, or answered as if nobody asked.

**Example** `security: [{admin_key: []}]` at one operation, in a document whose other operations
take a bearer token.

**Fix** Write a spec for those operations, with an `auth:` of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diagnostics.listed import counted, some_of
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0511", "other-credentials", "operations with other credentials", __doc__ or "")


def report(span: Span | None, asked: Mapping[str, tuple[str, ...]]) -> Diagnostic:
    """`asked` gives the schemes of each operation."""
    schemes = list(dict.fromkeys(name for names in asked.values() for name in names))
    return RULE.at(
        span,
        f"{counted(asked, 'operation')} of {some_of(schemes)} cannot be authenticated: "
        f"{some_of(asked)}",
        label="the first of them",
        help="write a spec for them, with an `auth:` of its own",
    )
