"""One pass over the text of JSON, for the questions that a parser does not answer: where.

All patterns are possessive, so that no text makes them backtrack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_STRING_AT = re.compile(_STRING, re.DOTALL)
_BRACKET = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_KEY_OR_BRACKET = re.compile(rf"({_STRING})(\s*+:)?|[\[\]{{}}]", re.DOTALL)
_LITERAL = re.compile(rf"{_STRING}|[^\s\[\]{{}}:,\"]++", re.DOTALL)
_LITERAL_AT = re.compile(r"[^\s\[\]{}:,\"]*+")
_SPACE_AT = re.compile(r"[\s,:]*+")


class Entry(NamedTuple):
    """One entry of an object (`name` is its key) or an array (`name` is its index).

    `start` is where its value begins; an array's entry has an empty key there.
    """

    name: str
    key_start: int
    key_end: int
    start: int


def entries(text: str, start: int) -> Iterator[Entry]:
    """The entries of the object or array that opens at `start`, of text that is valid JSON.

    An entry is yielded before its value is scanned, so that whoever stops early pays for what
    stands before it only.
    """
    is_object = text[start] == "{"
    index = 0
    position = _skip_space(text, start + 1)
    while position < len(text) and text[position] not in "}]":
        key_start = key_end = position
        name = str(index)
        if is_object:
            key_end = value_end(text, position)
            name = json.loads(text[position:key_end])
            position = _skip_space(text, key_end)
        yield Entry(name, key_start, key_end, position)
        index += 1
        position = _skip_space(text, value_end(text, position))


def first_value(text: str) -> int:
    """Where the document's value begins."""
    return _skip_space(text, 0)


def value_end(text: str, start: int) -> int:
    """Where the value that begins at `start` ends."""
    if text[start : start + 1] in ("{", "["):
        return _container_end(text, start)
    pattern = _STRING_AT if text[start : start + 1] == '"' else _LITERAL_AT
    found = pattern.match(text, start)
    return len(text) if found is None else found.end()


def duplicate_keys(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Name, start and end of each key that its object already has, and where that stands."""
    stack: list[dict[str, int]] = []
    for found in _KEY_OR_BRACKET.finditer(text):
        bracket = text[found.start()]
        if bracket in "{[":
            stack.append({})
        elif bracket in "}]":
            stack.pop()
        elif found.group(2) is not None:
            name = json.loads(found.group(1))
            first = stack[-1].setdefault(name, found.start(1))
            if first != found.start(1):
                yield name, found.start(1), found.end(1), first


def find_literal(text: str, wanted: Callable[[str], bool]) -> tuple[int, int]:
    """The first string (quoted as written), number or word that is wanted; (0, 0) if none."""
    for found in _LITERAL.finditer(text):
        if wanted(found.group()):
            return found.span()
    return 0, 0


def find_depth(text: str, limit: int) -> tuple[int, int]:
    """The first bracket that opens a level beyond `limit`."""
    depth = 0
    for found in _BRACKET.finditer(text):
        bracket = text[found.start()]
        depth += (bracket in "[{") - (bracket in "]}")
        if depth > limit:
            return found.span()
    return 0, 0


def _skip_space(text: str, position: int) -> int:
    found = _SPACE_AT.match(text, position)
    return position if found is None else found.end()


def _container_end(text: str, start: int) -> int:
    depth = 0
    for found in _BRACKET.finditer(text, start):
        bracket = text[found.start()]
        if bracket in "[{":
            depth += 1
        elif bracket in "]}":
            depth -= 1
            if depth == 0:
                return found.end()
    return len(text)
