"""
**What** A case under `tests.cases` names an operation that the spec does not declare, or, with
`with:`, one that the port does not have.

**Why** The case would never run, and its cassette would prove nothing.

**Example** `- {op: create_refnd, cassette: ok, wire: {…}}`

**Fix** Use a name from `operations:`. Inputs of an operation that is the vendor's alone stand under
`wire:`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean, meant_or_known
from portwright.source.span import Span, Text

RULE = Rule("E0203", "unknown-case-operation", "test case for an unknown operation", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no operation `{name}` in this spec",
        label="the case cannot run",
        help=meant_or_known(name, known),
    )


def report_not_of_port(span: Span, name: str, port: str, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        span,
        f"{port} has no operation `{name}`",
        label="inputs of a port's operation",
        help=did_you_mean(name, known) or "write `wire:` to name the vendor's arguments",
    )


def report_no_port(span: Span) -> Diagnostic:
    return RULE.at(
        span,
        "the spec names no port",
        label="inputs of a port's operation",
        help="write `wire:` to name the vendor's arguments",
    )
