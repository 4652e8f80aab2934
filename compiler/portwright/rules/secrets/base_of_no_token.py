"""
**What** The base URL is to be taken from a token, and the authentication asks for none.

**Why** There would never be a base URL, and every call would fail.

**Example** `base_url: {from_token: instance_url, …}` beside `auth: {bearer: {secret: api_key}}`

**Fix** Use the OAuth 2 flow whose token answer names the URL, or write the base URL itself.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0508", "base-of-no-token", "base URL of no token", __doc__ or "")


def report(field: Text, kind: str) -> Diagnostic:
    return RULE.at(
        field.span,
        f"`auth: {kind}` asks for no token that could name the base URL",
        label="no token has it",
        help="use an OAuth 2 flow, or write the base URL under `environments:`",
    )
