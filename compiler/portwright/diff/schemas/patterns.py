"""Patterns of documents, tried only where that is sure to end soon: documents are hostile."""

from __future__ import annotations

import re
from typing import Any

_MOST_STEPS = 10_000_000
"""That a search may take: a fraction of a second."""
# A group that is repeated may be matched in more ways than anybody can count.
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")
_LOOSE = re.compile(r"[*+]|\{\d*,")
_CHOICE = re.compile(r"(?<!\()\?|\|")


def found(pattern: Any, text: Any) -> bool | None:
    """Whether a text has the pattern in it; None where it cannot be tried. Patterns of JSON Schema
    are those of JavaScript, nearly all of which are Python's too."""
    try:
        return re.search(pattern, text) is not None if _ends_soon(pattern, text) else None
    except (re.error, TypeError, RecursionError):
        return None


def _ends_soon(pattern: str, text: str) -> bool:
    """By the ways to match at the most: a loose step may end at each character."""
    if _REPEATED_GROUP.search(pattern):
        return False
    loose, choices = len(_LOOSE.findall(pattern)), len(_CHOICE.findall(pattern))
    return bool((len(text) + 1) ** (1 + min(loose, 24)) * 2 ** min(choices, 24) <= _MOST_STEPS)
