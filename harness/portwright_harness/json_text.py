"""JSON rewritten for people: numbers as they were spelled, keys in their order, leaves replaced."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portwright_harness.json_values import loads_strictly
from portwright_harness.pairs import Place
from portwright_runtime.secret import is_unicode

Leaf = Callable[[Place, str], str]
"""Gives the text that stands at a place instead of the one that did."""
Name = Callable[[str], str]
"""The same for the names of an object's members."""


class _Number(str):
    """A number as the vendor spelled it."""

    __slots__ = ()


def rewritten(text: str, leaf: Leaf, name: Name) -> str | None:
    """The document over several lines; None for what is no JSON, or repeats a key."""
    try:
        value = loads_strictly(text.removeprefix("\ufeff"), _Number)
        return _Writer(leaf, name).written(value, (), "\n") + "\n"
    except (ValueError, RecursionError):
        return None


def json_block(text: str) -> str | None:
    """The document over several lines, its leaves as they are; None for what `rewritten` refuses,
    and for what is no object or array."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    return rewritten(text, lambda _, leaf: leaf, lambda name: name)


@dataclass(frozen=True, slots=True)
class _Writer:
    leaf: Leaf
    name: Name

    def written(self, value: Any, place: Place, line: str) -> str:
        inner = line + "  "
        match value:
            case dict() if value:
                parts = (
                    f"{_text(self.name(key))}: {self.written(child, (*place, key), inner)}"
                    for key, child in value.items()
                )
                return "{" + inner + f",{inner}".join(parts) + line + "}"
            case list() if value:
                items = (self.written(one, (*place, at), inner) for at, one in enumerate(value))
                return "[" + inner + f",{inner}".join(items) + line + "]"
            case _Number() | True | False:
                spelled = value if isinstance(value, _Number) else _text(value)
                found = self.leaf(place, spelled)
                return spelled if found == spelled else _text(found)
            case str():
                return _text(self.leaf(place, value))
        return _text(value)


def _text(value: object) -> str:
    """A lone half of a character, which JSON can spell, stays an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return text if is_unicode(text) else json.dumps(value)
