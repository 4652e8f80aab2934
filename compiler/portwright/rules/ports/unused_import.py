"""
**What** A port imports a type and does not use it.

**Why** A change of that type would look like one of this port.

**Example** `imports: {common.port.yaml: [Address, Contact]}` in a port that uses `Address` alone.

**Fix** Remove it from `imports:`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("W0363", "unused-import", "imported type that is not used", __doc__ or "")


def report(name: Text, file: str) -> Diagnostic:
    return RULE.at(
        name.span,
        f"`{name}` of {file} is not used",
        label="imported in vain",
        help="remove it from `imports`",
    )


def report_file(file: Text) -> Diagnostic:
    return RULE.at(
        file.span,
        f"nothing of {file} is imported",
        label="imported in vain",
        help="name its types, or remove it from `imports`",
    )
