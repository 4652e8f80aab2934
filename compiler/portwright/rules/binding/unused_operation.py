"""
**What** A spec with a port declares an operation that the port does not have, and that no test
case plays.

**Why** The team calls the port, and the port does not offer it: nobody calls it, and nothing
proves it. Often its name is not quite that of the port.

**Example** `operations: {refnd: …}` where the port has `refund`.

**Fix** Give it the port's name, add it to the port, or remove it. An operation that is meant to be
called as the vendor has it (`adapter.wire.…`) gets a test case. In a spec without a port every
operation is what it is for, and none is unused.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import suggested
from portwright.source.span import Text

RULE = Rule("W0218", "unused-operation", "operation used by nobody", __doc__ or "")


def report(name: Text, port: str, meant: str | None) -> Diagnostic:
    """`meant` is a name much like it that the port or a test case has, and the spec lacks."""
    return RULE.at(
        name.span,
        f"operation `{name}` is used by nobody",
        label=f"not in `{port}`, and no test case plays it",
        help=suggested(meant) or "add it to the port, or a test case that plays it",
    )
