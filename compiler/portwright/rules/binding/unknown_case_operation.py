"""
**What** A case under `tests.cases` names an operation that the spec does not declare.

**Why** The case would never run, and its cassette would prove nothing.

**Example** `- {op: create_refnd, cassette: ok, wire: {…}}`

**Fix** Use a name from `operations:`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0203", "unknown-case-operation", "test case for an unknown operation", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no operation `{name}` in this spec",
        label="the case cannot run",
        help=meant_or_known(name, known),
    )
