"""
**What** A URL of the connection is none that paths can be appended to, or that a call can be sent
to: it names a user, has a query or a fragment, a port that there is not, or no host that there can
be. Or a pattern of `allow_hosts` is no host name, with or without `*.` before it.

**Why** The path of every operation is appended to the base URL: behind a `?` it would change the
meaning of the query. A user in a URL is a credential in a committed file.

**Example** `base_url: https://api.acme.com/v1?region=eu`

**Fix** Write scheme, host and path: `https://api.acme.com/v1`. What every call needs besides goes
to `connection.headers` or `auth`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0212", "unusable-url", "URL that cannot be used", __doc__ or "")


def report(span: Span, url: str, fault: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{url}` cannot be used: {fault}",
        label=fault,
        help="write scheme, host and path: `https://api.example.com/v1`",
    )


def report_user(span: Span) -> Diagnostic:
    """Without the URL, which holds a credential."""
    return RULE.at(
        span,
        "this URL names a user",
        label="a user, and perhaps a password",
        help="declare them under connection.secrets and write `auth: {basic: …}`",
    )


def report_pattern(span: Span, pattern: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{pattern}` is no pattern of a host",
        label="no host name, and no `*.` and one",
        help="write a host without scheme, such as `*.example.com`",
    )


def report_no_pattern(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "no host is allowed",
        label="nothing would fit",
        help="name the vendor's hosts, such as `*.example.com`",
    )
