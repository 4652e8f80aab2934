"""
**What** A constant, a key or a value of a map is none of the values that the vendor's document
or the port lists.

**Why** It would never match, or be refused.

**Example**

    map: {suceeded: succeeded}

**Fix** Use one of the listed values; the hint proposes the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0307", "unknown-enum-value", "unknown value of an enum", __doc__ or "")


def report(span: Span | None, value: str, title: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{title}` has no value `{value}`",
        label="unknown value",
        help=meant_or_known(value, known),
    )
