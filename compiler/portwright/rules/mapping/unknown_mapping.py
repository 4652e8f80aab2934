"""
**What** `use` names a mapping that the spec does not have.

**Why** There is nothing to make the value with.

**Example**

    response: {use: paymnet}

**Fix** Use a name of `mappings`; the hint proposes the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0314", "unknown-mapping", "unknown mapping", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no mapping `{name}`",
        label="not defined",
        help=meant_or_known(name, known) or "define it under `mappings`",
    )
