"""
**What** An operation has a name that no method of a generated client can have.

**Why** Each operation becomes a method. Python's keywords are no names, and `close` and `aclose`
end the client.

**Example** `operations: {import: {call: ImportOrders}}`

**Fix** Choose another name: `import_orders`. The vendor's own name stands under `call`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0208", "reserved-name", "operation name is taken", __doc__ or "")


def report(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no method can be named `{name}`",
        label="a keyword of Python, or a method of every client",
        help=f"choose another name, such as `{name}_it`",
    )
