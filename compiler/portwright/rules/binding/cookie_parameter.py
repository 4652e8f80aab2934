"""
**What** The operation needs, or the spec sends, a parameter that travels in a cookie, while the
authentication keeps cookies of a session.

**Why** A request has one `Cookie` header, and the cookies of the session are in it: that of the
parameter would not be sent.

**Example** `send: [currency]` where the document says `in: cookie`, under `auth: {csrf: …}`.

**Fix** Leave it out where it is optional; describe it as optional in the additions where it is not.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0210", "cookie-parameter", "cookie parameter beside a session", __doc__ or "")


def report(span: Span | None, operation: str, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes `{name}` in a cookie, where those of the session are",
        label="would not be sent",
        help="leave it out",
    )
