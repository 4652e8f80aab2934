"""
**What** A header cannot be sent: its constant value holds a line break, a blank at an end or a
character outside ASCII, or it is one that says how a request is framed and where it goes, such as
`Content-Length` and `Host`.

**Why** Such a value would end the header and begin another, so HTTP forbids it (RFC 9110, 5.5); the
framing is known to the transport alone. Every call would be refused.

**Example** `X-Partner: {const: "acme\\r\\nX-Admin: 1"}`

**Fix** Write the value on one line in ASCII. Leave out a header that the transport sets.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0506", "unsendable-header", "header that cannot be sent", __doc__ or "")


def report(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"header `{name}` has a value that cannot be sent",
        label="a line break, a blank at an end, or a character outside ASCII",
        help="write it on one line, in ASCII",
    )


def report_name(span: Span | None, name: str) -> Diagnostic:
    return RULE.at(
        span,
        f"header `{name}` is the transport's to set",
        label="says how a request is framed",
        help="leave it out",
    )
