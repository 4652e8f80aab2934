"""
**What** A rule raises an error that the spec's port does not define, or the spec has no port.

**Why** There is no class to raise.

**Example**

    then: {raise: Decline, message: error.message}

**Fix** Use the name of one of the port's `errors`; without a port, leave the answer to its
status.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule(
    "E0606", "unknown-port-error", "raise of an error that the port does not have", __doc__ or ""
)


def report(name: Text, port: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{port}` has no error `{name}`",
        label="unknown error of the port",
        help=meant_or_known(name, known),
    )


def report_no_port(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{name}` cannot be raised: this spec has no port",
        label="no port",
        help="add `port: <file>.port.yaml`, or take the rule out",
    )
