"""
**What** A header of the connection is set twice, or the authentication sets it already. Names of
headers do not know small from capital letters.

**Why** One value would replace the other, and which of them is nobody's decision.

**Example** `auth: {bearer: {secret: api_key}}` beside `headers: {authorization: {param: token}}`

**Fix** Set it in one place.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0507", "repeated-header", "header set twice", __doc__ or "")


def report(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span, f"header `{name}` is set already", label="the same header", help="keep one of the two"
    )


def report_auth(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"header `{name}` is set by connection.auth",
        label="the same header",
        help="leave it to `auth`, or say `auth: none`",
    )
