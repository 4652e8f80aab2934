"""
**What** A rule raises an error of the port that none of the port's operations lists in
`raises`.

**Why** A rule raises a domain error only where the operation lists it, so that callers know
what to catch. This one is never raised.

**Example**

    errors: {Declined: {message: string}}
    operations: {pay: {in: {amount: money}, out: Payment}}   # no `raises`

**Fix** List the error in the `raises` of the operations whose callers should handle it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0607", "raised-by-none", "raise of an error that no operation lists", __doc__ or "")


def report(name: Text, port: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no operation of `{port}` raises `{name}`",
        label="never raised",
        help=f"add `raises: [{name}]` to an operation of the port",
    )
