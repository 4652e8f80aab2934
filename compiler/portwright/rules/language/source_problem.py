"""What is wrong with a file as a finding of the rule that covers it. Not a rule itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.rules.language import beyond_bounds, broken_syntax, duplicate_key, unreadable_file
from portwright.source.files import ProblemKind, SourceError
from portwright.source.span import Span

_RULES: Mapping[ProblemKind, Rule] = MappingProxyType(
    {
        "missing": unreadable_file.RULE,
        "unreadable": unreadable_file.RULE,
        "encoding": unreadable_file.RULE,
        "yaml": broken_syntax.RULE,
        "json": broken_syntax.RULE,
        "duplicate_key": duplicate_key.RULE,
        "too_large": beyond_bounds.RULE,
        "alias": beyond_bounds.RULE,
        "depth": beyond_bounds.RULE,
    }
)


def source_problem(error: SourceError, span: Span | None = None) -> Diagnostic:
    """`span` is where the file is named, for an error that has no place of its own."""
    rule = _RULES[error.kind]
    return rule.at(error.span or span, error.message, label=error.label, help=error.help)
