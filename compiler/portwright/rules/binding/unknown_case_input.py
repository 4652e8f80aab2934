"""
**What** `wire:` of a test case sets an argument that the operation's generated method does not
take, or leaves out one that it needs; or `with:` does so with the inputs of the port's operation,
or with the fields of a record among them.

**Why** The case could not be called; a field that is not in `send` is never sent.

**Example** `wire: {amuont: 500}`

**Fix** Use the names of the generated method; add the field to `send` if it is missing there. For
`with:` the names are the port's.
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


def report_missing(span: Span, operation: str, name: str, key: str = "wire") -> Diagnostic:
    return RULE.at(
        span, f"`{operation}` needs `{name}`", label="not set", help=f"add `{name}: …` to `{key}`"
    )


def report_field(span: Span, record: str, name: str, known: Iterable[str]) -> Diagnostic:
    """A record among the inputs that are the port's."""
    return RULE.at(
        span,
        f"`{record}` has no field `{name}`",
        label="unknown field",
        help=meant_or_known(name, known),
    )


def report_missing_field(span: Span, record: str, name: str) -> Diagnostic:
    return RULE.at(
        span, f"`{record}` needs `{name}`", label="not set", help=f"add `{name}: …` to it"
    )
