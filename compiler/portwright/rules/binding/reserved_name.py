"""
**What** An operation has a name that no method of a generated client can have, or a vendor one
that no package or client can have.

**Why** Each operation becomes a method. Python's keywords are no names, `close` and `aclose` end
the client, and the class uses names such as `list` and `operation` itself. The vendor's name
becomes the package and the class of the client.

**Example** `operations: {import: {call: ImportOrders}}`

**Fix** Choose another name: `import_orders`. The vendor's own name stands under `call`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0208", "reserved-name", "name is taken", __doc__ or "")


def report(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no method can be named `{name}`",
        label="a keyword of Python, or in use in every client",
        help=f"choose another name, such as `{name}_it`",
    )


def report_vendor(vendor: Text) -> Diagnostic:
    return RULE.at(
        vendor.span,
        f"no package and client can be named after `{vendor}`",
        label="a keyword of Python, or in use in every client",
        help=f"choose another name, such as `{vendor}_api`",
    )
