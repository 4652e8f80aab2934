"""Offsets in a text to lines and columns, and back."""

from __future__ import annotations

import re
from bisect import bisect_right

# What editors count as the end of a line; YAML 1.1 also breaks at NEL, LS and PS, editors do not.
_BREAK = re.compile(r"\r\n|\r|\n")


class LineTable:
    """Where each line of a text begins."""

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends: list[int] = []
        for found in _BREAK.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in code points; beyond the end is the end."""
        offset = min(offset, len(self._text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Line `number`, from 1, without its line break; empty when there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        return self._text[self._starts[number - 1] : self._ends[number - 1]]
