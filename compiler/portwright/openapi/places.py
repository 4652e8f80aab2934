"""Where a part of the 3.1-shaped document was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portwright.openapi.pointer import pointer_of, tokens_of
from portwright.source.documents import Document
from portwright.source.span import Span

Moves = Mapping[str, str]
"""New pointers and what they were; the longest that fits a pointer or a parent of it counts."""


@dataclass(slots=True)
class Places:
    """Undoes, last first, what moved parts of `main` while it was read."""

    main: Document
    moves: Sequence[Moves] = ()
    rewrites: Sequence[tuple[re.Pattern[str], str]] = ()
    lifted: Mapping[str, tuple[Document, str]] = field(default_factory=dict)
    shifted: Mapping[str, Moves] = field(default_factory=dict)
    """By file: list items that moved up because damaged ones before them were left out."""
    added: Mapping[str, Places] = field(default_factory=dict)
    """Parts that came from the additions, which have the same pointers there."""

    def source(self, pointer: str) -> tuple[Document, str]:
        """The file, and the pointer in it as written."""
        pointer = pointer_of(tokens_of(pointer))
        if self.added:
            prefix = longest(pointer, self.added)
            if prefix is not None:
                return self.added[prefix].source(pointer)
        for moves in self.moves:
            pointer = moved(pointer, moves)
        for pattern, replacement in self.rewrites:
            pointer = pattern.sub(replacement, pointer)
        document, pointer = self._unlifted(pointer)
        return document, moved(pointer, self.shifted.get(document.file.name, {}))

    def _unlifted(self, pointer: str) -> tuple[Document, str]:
        prefix = longest(pointer, self.lifted)
        if prefix is None:
            return self.main, pointer
        document, old = self.lifted[prefix]
        return document, old + pointer[len(prefix) :]

    def locate(self, pointer: str, *, key: bool = False) -> Span:
        """Never raises: what does not exist has the place of its nearest parent that does."""
        document, old = self.source(pointer)
        return document.locate(old, key=key)


def moved(pointer: str, moves: Moves) -> str:
    """The pointer as it was before the move."""
    prefix = longest(pointer, moves)
    return pointer if prefix is None else moves[prefix] + pointer[len(prefix) :]


def longest(pointer: str, known: Mapping[str, object]) -> str | None:
    """The longest of `known` that is `pointer` or a parent of it."""
    if not known:
        return None
    while True:
        if pointer in known:
            return pointer
        if not pointer:
            return None
        pointer = pointer.rpartition("/")[0]
