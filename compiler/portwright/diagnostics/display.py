"""A line of somebody's file as a terminal shows it: safe, clipped, and measured in cells."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_TAB = "    "
_WIDEST = 160
_LEAD = 40
_CUT = "..."
# Overrides of the text direction make a line look like another one.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class DisplayLine(NamedTuple):
    """`lead` cells stand before the marked part, which is `marked` cells wide."""

    text: str
    lead: int
    marked: int


def display_line(line: str, start: int, end: int) -> DisplayLine:
    """Show `line` with the code points from `start` to `end` marked; at least one cell is."""
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    low, high = _window(line, start)
    before = (_CUT if low else "") + printable(line[low:start])
    marked = printable(line[start : min(end, high)])
    after = printable(line[max(start, min(end, high)) : high]) + (_CUT if high < len(line) else "")
    return DisplayLine((before + marked + after).rstrip(), cells(before), max(cells(marked), 1))


def printable(text: str) -> str:
    """`text` with tabs expanded and every character that would move a cursor written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def cells(text: str) -> int:
    """Width on a terminal: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a long line around `start`: minified JSON is one line of megabytes."""
    if len(line) <= _WIDEST:
        return 0, len(line)
    low = 0 if start <= _WIDEST - _LEAD else start - _LEAD
    return low, min(len(line), low + _WIDEST)


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return character.encode("unicode_escape", "backslashreplace").decode("ascii")
    return character


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
