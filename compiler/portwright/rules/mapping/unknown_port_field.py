"""
**What** `fields` names a field that the port's type does not have.

**Why** There is nowhere to put the value.

**Example**

    fields: {identifier: id}

**Fix** Use the name in the port, or add the field there.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0309", "unknown-port-field", "unknown field of the port", __doc__ or "")


def report(name: Text, record: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{record}` has no field `{name}`",
        label="unknown field of the port",
        help=meant_or_known(name, known) or f"`{record}` has no fields",
    )
