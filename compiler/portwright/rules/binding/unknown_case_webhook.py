"""
**What** A test case delivers to a webhook that the spec does not have.

**Why** It would prove nothing.

**Example** `{webhook: strip, fixture: succeeded.json}` with `webhooks: {stripe: …}`

**Fix** Use a name of `webhooks`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0219", "unknown-case-webhook", "test case for an unknown webhook", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no webhook `{name}`",
        label="not declared in webhooks",
        help=meant_or_known(name, known) or "add it to `webhooks`",
    )
