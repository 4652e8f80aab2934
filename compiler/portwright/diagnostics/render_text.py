"""Findings for people: the line, the marked part, the reason and the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from portwright.diagnostics.display import display_line, printable
from portwright.diagnostics.model import Diagnostic, Severity
from portwright.diagnostics.summary import summary
from portwright.source.span import Span

Files: TypeAlias = Callable[[str], str | None]
"""The text of the file that is shown by a name, None when it is not at hand."""

_BREAK = re.compile(r"\r\n|\r|\n")
_GUTTER = 3

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_BLUE = "\x1b[1;34m"
_CYAN = "\x1b[36m"
_SEVERITY = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}


def render_text(diagnostics: Iterable[Diagnostic], files: Files, color: bool = False) -> str:
    """All findings in the order given, then a line with their numbers; empty for none."""
    found = list(diagnostics)
    if not found:
        return ""
    writer = _Writer(files, color)
    lines = [line for item in found for line in writer.lines(item)]
    return "\n".join([*lines, summary(found), ""])


class _Writer:
    def __init__(self, files: Files, color: bool) -> None:
        self._files = files
        self._color = color
        self._split: dict[str, list[str]] = {}

    def lines(self, item: Diagnostic) -> Iterator[str]:
        hue = _SEVERITY[item.severity]
        code = self._paint(hue, f"{item.severity}[{item.code}]")
        yield f"{code}{self._paint(_BOLD, ': ' + printable(item.message))}"
        width = _GUTTER if item.span is None else max(_GUTTER, len(str(item.span.line)))
        if item.span is not None:
            yield from self._excerpt(item.span, item.label, hue, width)
        elif item.label:
            yield from self._note("note", item.label, width)
        if item.help:
            yield from self._note("help", item.help, width)

    def _excerpt(self, span: Span, label: str, hue: str, width: int) -> Iterator[str]:
        arrow = self._paint(_BLUE, " " * (width - 1) + "-->")
        yield f"{arrow} {printable(span.file)}:{span.line}:{span.column}"
        line = self._line(span)
        if line is None:
            if label:
                yield from self._note("note", label, width)
            return
        # A span of several lines is marked to the end of its first one.
        end = len(line.rstrip()) if span.end_line > span.line else span.end_column - 1
        text, lead, marked = display_line(line, span.column - 1, end)
        yield f"{self._paint(_BLUE, f'{span.line:>{width}}|')} {text}".rstrip()
        marks = self._paint(hue, f"{'^' * marked} {printable(label)}".rstrip())
        yield f"{self._paint(_BLUE, ' ' * width + '|')} {' ' * lead}{marks}"

    def _note(self, word: str, text: str, width: int) -> Iterator[str]:
        first, *rest = text.split("\n")
        yield f"{' ' * width}{self._paint(_CYAN, f'= {word}:')} {printable(first)}"
        indent = " " * (width + len(f"= {word}: "))
        yield from (f"{indent}{printable(line)}".rstrip() for line in rest)

    def _line(self, span: Span) -> str | None:
        if span.file not in self._split:
            text = self._files(span.file)
            self._split[span.file] = [] if text is None else _BREAK.split(text)
        lines = self._split[span.file]
        return lines[span.line - 1] if 1 <= span.line <= len(lines) else None

    def _paint(self, hue: str, text: str) -> str:
        return f"{hue}{text}{_RESET}" if self._color else text
