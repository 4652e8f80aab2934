"""
**What** `from` and `to` of a mapping are a schema of the vendor's document and a type of the
port, and one of them is not.

**Why** A mapping is typed by both.

**Example**

    payment: {from: paymentintent, to: Payment, fields: {...}}

**Fix** Use the schema's name under `components.schemas` and the type's name in the port.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean, meant_or_known
from portwright.source.span import Text

RULE = Rule("E0319", "unknown-mapping-side", "mapping from or to nothing known", __doc__ or "")


def report_schema(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no schema `{name}` in the vendor's document",
        label="unknown schema",
        help=did_you_mean(name, known) or "use a name under `components.schemas`",
    )


def report_type(name: Text, port: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{port}` has no record `{name}`",
        label="unknown type of the port",
        help=meant_or_known(name, known),
    )
