"""One rule: its code, its documentation, and the way to report it."""

from __future__ import annotations

from dataclasses import dataclass

from portwright.diagnostics.model import Diagnostic
from portwright.source.span import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """`doc` is Markdown with the headings What, Why, Example and Fix; `explain` shows it."""

    code: str
    slug: str
    title: str
    doc: str

    def at(
        self, span: Span | None, message: str, *, label: str = "", help: str | None = None
    ) -> Diagnostic:
        return Diagnostic(self.code, message, span, label, help)
