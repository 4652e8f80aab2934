"""
**What** A constant in the spec looks like a credential, or stands where a password belongs.

**Why** A spec is committed and shared; a key in it has leaked.

**Example** `headers: {Authorization: {const: "Bearer …"}}`

**Fix** Declare a name under `connection.secrets` and refer to it: `{secret: api_key}`. Revoke a
key that has been committed.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0502", "literal-credential", "literal credential", __doc__ or "")


def report(span: Span | None, where: str) -> Diagnostic:
    return RULE.at(
        span,
        f"{where} holds what looks like a credential",
        label="a literal secret",
        help="declare it under connection.secrets and write `{secret: name}`",
    )
