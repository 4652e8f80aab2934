"""
**What** A path of a request begins at an input that the port's operation does not have, or
leads to a field that a record of the port lacks.

**Why** In `request`, keys are the vendor's fields and values are paths through the port's
inputs; there is nothing at this path.

**Example**

    request: {amount: {minor_units: amuont}}

**Fix** Use the name in the port (the hint proposes the nearest), or add the input there. A
constant is written `{const: x}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0312", "unknown-input", "unknown input", __doc__ or "")


def report(span: Span | None, name: str, path: str, title: str, known: Iterable[str]) -> Diagnostic:
    """The first step of a path."""
    return RULE.at(
        span,
        f"`{title}` has no input `{name}`",
        label=f"unknown in `{path}`",
        help=meant_or_known(name, known) or "a constant is written {const: ...}",
    )


def report_field(
    span: Span | None, name: str, path: str, record: str, known: Iterable[str]
) -> Diagnostic:
    """A step into a record of the port."""
    return RULE.at(
        span,
        f"`{record}` has no field `{name}`",
        label=f"unknown in `{path}`",
        help=meant_or_known(name, known),
    )


def report_end(span: Span | None, name: str, path: str, found: str) -> Diagnostic:
    """A step into what is no record."""
    return RULE.at(
        span,
        f"`{found}` has no field `{name}`",
        label=f"unknown in `{path}`",
        help="leave out the end of the path",
    )
