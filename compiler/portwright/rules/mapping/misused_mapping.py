"""
**What** A mapping is used where another schema arrives than it reads, or where another type is
wanted than it makes.

**Why** A mapping is checked against its own `from` and `to`; elsewhere its paths mean something
else.

**Example**

    mappings: {refund: {from: refund, to: Refund, fields: {...}}}
    operations:
      get_payment: {call: GetPayment, response: {use: refund}}

**Fix** Use another mapping, or name this schema too: `from: [refund, refund_list_item]`. For a
schema without a name write the fields where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0315", "misused-mapping", "mapping used for other types than its own", __doc__ or "")

_NO_RECORD = "mappings make records: write a path or a transform"


def report_makes(name: Text, made: str, wanted: str, *, is_record: bool = True) -> Diagnostic:
    """`is_record`: what is wanted is something that a mapping can make."""
    instead = f"use a mapping whose `to:` is {wanted}" if is_record else _NO_RECORD
    return RULE.at(
        name.span,
        f"mapping `{name}` makes `{made}`, but `{wanted}` is wanted",
        label=f"makes `{made}`",
        help=instead,
    )


def report_reads(name: Text, read: Iterable[str], found: str) -> Diagnostic:
    names = ", ".join(f"`{item}`" for item in read)
    return RULE.at(
        name.span,
        f"mapping `{name}` reads {names}, but `{found}` is here",
        label=f"this is `{found}`",
        help=f"add it to the mapping's `from`, or write `fields` here instead of `use: {name}`",
    )
