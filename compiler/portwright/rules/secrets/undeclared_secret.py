"""
**What** A secret is used that `connection.secrets` does not declare.

**Why** Secrets are declared in one place, so that a reviewer sees what an integration can read
and `from_env` knows what to ask for.

**Example** `auth: {bearer: {secret: api_kay}}` with `secrets: [api_key]`.

**Fix** Use a declared name, or declare it.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0501", "undeclared-secret", "undeclared secret", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(name, known)
    return RULE.at(
        name.span,
        f"secret `{name}` is not declared",
        label="used here",
        help=f"{hint} (connection.secrets)" if hint else "add it to connection.secrets",
    )
