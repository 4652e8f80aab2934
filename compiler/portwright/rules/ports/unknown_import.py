"""
**What** A port imports a type that the other port does not define.

**Why** There is nothing to import.

**Example** `imports: {common.port.yaml: [Adress]}` where that port defines `Address`.

**Fix** Use the other port's spelling. A type that it imports itself is imported from where it is
defined; errors and events are not shared.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0352", "unknown-import", "import of what a port does not define", __doc__ or "")


def report(name: Text, file: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"{file} defines no type `{name}`",
        label="not defined there",
        help=meant_or_known(name, known) or "it defines no types",
    )
