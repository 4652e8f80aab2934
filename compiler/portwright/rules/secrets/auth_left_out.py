"""
**What** `init` wrote `auth: none`, although the document asks for credentials: in a way that needs
more than a document says, such as a user's consent, or in one that is not compiled.

**Why** The calls will be refused until somebody writes `auth:`; a spec that says nothing about it
looks finished.

**Example** A document whose only security scheme is OAuth 2 with an authorization code.

**Fix** Write `connection.auth` by hand, such as `{oauth2_authorization_code: {token_url: …}}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0509", "auth-left-out", "authentication left out", __doc__ or "")


def report(span: Span | None, kinds: str) -> Diagnostic:
    return RULE.at(
        span,
        f"the document asks for {kinds}, and the spec says `auth: none`",
        label="not written",
        help="write `connection.auth` by hand",
    )
