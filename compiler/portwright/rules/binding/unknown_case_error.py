"""
**What** `raises` of a test case names no error that a call can raise.

**Why** The case would fail whatever the client does.

**Example** `raises: Rejcted`

**Fix** Use the name of a class of `portwright_runtime.errors`, such as `NotFound` or
`OutcomeUnknown`, of the generated package: `StripeRejected`, or, for a case of the port's
operation, of a domain error that this raises.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Text

RULE = Rule("E0215", "unknown-case-error", "unknown error", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no call raises `{name}`",
        label="unknown error",
        help=did_you_mean(name, known) or "use a class of portwright_runtime.errors",
    )


def report_not_raised(name: Text, operation: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{operation}` does not raise `{name}`",
        label="an error of other operations",
        help=f"add it to `raises` of `{operation}` in the port",
    )
