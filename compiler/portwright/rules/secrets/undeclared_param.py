"""
**What** A connection parameter is used that `connection.params` does not declare.

**Why** There would be no value for it.

**Example** `headers: {Stripe-Account: {param: acount}}` with `params: {account: string | null}`.

**Fix** Use a declared name, or declare it with its type.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0503", "undeclared-param", "undeclared parameter", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"parameter `{name}` is not declared",
        label="used here",
        help=did_you_mean(name, known) or "add it to connection.params",
    )
