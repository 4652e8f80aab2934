"""
**What** The operation needs, or the spec sends, a parameter that travels in a cookie.

**Why** Cookies belong to a session, and sessions are not compiled yet. Sent as a plain header
the cookie would replace others of the same call.

**Example** `send: [session_id]` where the document says `in: cookie`.

**Fix** Leave it out where it is optional; set the whole `Cookie` header per call through
`CallOptions(headers=…)` where it is not, after describing the parameter as optional in the
additions.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0210", "cookie-parameter", "cookie parameter", __doc__ or "")


def report(span: Span | None, operation: str, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes `{name}` in a cookie",
        label="cookie parameters are not compiled",
        help="leave it out, or send the header `Cookie` by `CallOptions`",
    )
