"""A place in a file, as people count: lines and columns from 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From (line, column) up to, not including, (end_line, end_column); columns in code points.

    `file` is the path as shown to the user: relative to the working directory where
    possible, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Text(str):
    """A string of a spec that remembers where it was written."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, value: str, span: Span) -> Text:
        text = super().__new__(cls, value)
        text.span = span
        return text
