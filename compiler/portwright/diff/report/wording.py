"""What is said of a change, with what the documents say spelled for each format."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from portwright.diagnostics.display import printable
from portwright.diff.change import Change
from portwright.diff.families import FAMILIES

_BLANK = re.compile(r"(`?)\{(\w+)\}`?")
_LONGEST = 300

Spell = Callable[[str, Literal["name", "value"]], str]
"""A name of the document, or a value, in a sentence."""


def sentence(change: Change, spell: Spell | None = None) -> str:
    """A change in one line, without a full stop. Names stand in backticks, values do not, unless
    `spell` has them otherwise."""
    said = {
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
    }
    write = spell or _plainly

    def filled(blank: re.Match[str]) -> str:
        return write(clipped(said[blank[2]]), "name" if blank[1] else "value")

    return _BLANK.sub(filled, FAMILIES[change.family].says)


def clipped(text: str) -> str:
    """One line that is safe to show, and no longer than somebody reads."""
    shown = printable(text[: _LONGEST + 1]).strip()
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."


def _plainly(text: str, kind: Literal["name", "value"]) -> str:
    return f"`{text}`" if kind == "name" else text
