"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portwright.diagnostics.display import printable
from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> str:
    """One line for each finding; `rules` gives their titles."""
    return "".join(_command(item, rules.get(item.code)) + "\n" for item in diagnostics)


def _command(item: Diagnostic, rule: Rule | None) -> str:
    title = f"{item.code} {rule.title}" if rule else item.code
    text = "\n".join(part for part in (item.message, item.label, item.help) if part)
    return annotation(str(item.severity), item.span, title, text)


def annotation(level: str, span: Span | None, title: str, text: str) -> str:
    """One command; `level` is error, warning or notice."""
    properties = {**_place(span), "title": title}
    written = ",".join(
        f"{name}={printable(value.translate(_PROPERTY))}" for name, value in properties.items()
    )
    return f"::{level} {written}::{printable(text.translate(_DATA))}"


def _place(span: Span | None) -> dict[str, str]:
    if span is None:
        return {}
    place = {"file": span.file, "line": str(span.line), "col": str(span.column)}
    if span.end_line > span.line:
        # An annotation of several lines may not have columns.
        del place["col"]
        return {**place, "endLine": str(span.end_line)}
    return {**place, "endColumn": str(span.end_column)}
