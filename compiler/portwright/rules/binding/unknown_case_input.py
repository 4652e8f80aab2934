"""
**What** `wire:` of a test case sets an argument that the operation's generated method does not
take, or leaves out one that it needs.

**Why** The case could not be called; a field that is not in `send` is never sent.

**Example** `wire: {amuont: 500}`

**Fix** Use the names of the generated method; add the field to `send` if it is missing there.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0204", "unknown-case-input", "test case with an unknown input", __doc__ or "")


def report(span: Span, operation: str, name: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes no argument `{name}`",
        label="unknown input",
        help=meant_or_known(name, known),
    )


def report_missing(span: Span, operation: str, name: str) -> Diagnostic:
    return RULE.at(
        span, f"`{operation}` needs `{name}`", label="not set", help=f"add `{name}: …` to `wire`"
    )
