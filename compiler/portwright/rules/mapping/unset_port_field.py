"""
**What** A mapping makes a type of the port and says nothing of one of its fields.

**Why** The record cannot be made without it; and a field that may be null would be null for
ever without anybody having said so.

**Example**

    fields: {id: id}      # the port's type has `amount` too

**Fix** Fill the field. Where a vendor has nothing for one that may be null, say so: `{const:
null}`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0311", "unset-port-field", "field of the port left unset", __doc__ or "")


def report(span: Span | None, record: str, name: str, nullable: bool) -> Diagnostic:
    help = f"add `{name}: <path>`"
    if nullable:
        help += f", or `{name}: {{const: null}}` if this vendor has none"
    return RULE.at(span, f"`{record}.{name}` is not set", label=f"missing: {name}", help=help)
