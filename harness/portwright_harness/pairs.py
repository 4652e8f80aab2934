"""Decoded name=value pairs of forms and queries, with array markers brought to one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

Place = tuple[str | int, ...]

MAX_PAIRS = 100_000

_BRACKETED = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")
_SEGMENT = re.compile(r"\[([^\[\]]*)\]")
_INDEX = re.compile(r"[0-9]{1,6}")


def decode_pairs(text: str) -> list[tuple[str, str]]:
    """Percent-decoded pairs in the order they were written; `a` and `a=` are the same pair."""
    return parse_qsl(
        text, keep_blank_values=True, errors="surrogateescape", max_num_fields=MAX_PAIRS
    )


def placed(pairs: Iterable[tuple[str, str]]) -> list[tuple[Place, str]]:
    """Pairs with their names taken apart: `a[b]` is (a, b); `a[]` and `a[0]` are (a, 0).

    Elements keep their order; where a name under `a[][x]` comes again, the next element begins.
    """
    numbered = _Numbering()
    found = [(numbered.place(_segments(name)), value) for name, value in pairs]
    ranks = {
        prefix: {index: rank for rank, index in enumerate(sorted(known))}
        for prefix, known in numbered.indexes.items()
    }
    return [(tuple(_steps(place, ranks)), value) for place, value in found]


def _segments(name: str) -> tuple[str, ...]:
    match = _BRACKETED.fullmatch(name)
    if match is None:
        return (name,)
    return (match[1], *_SEGMENT.findall(match[2]))


@dataclass(slots=True)
class _Numbering:
    """Gives unnumbered elements their index and notes every index that occurs."""

    indexes: dict[Place, set[int]] = field(default_factory=dict)
    current: dict[Place, int] = field(default_factory=dict)
    filled: dict[tuple[Place, int], set[tuple[str, ...]]] = field(default_factory=dict)

    def place(self, segments: tuple[str, ...]) -> Place:
        place: Place = segments[:1]
        for depth, segment in enumerate(segments[1:], 1):
            step = self._step(place, segment, segments[depth + 1 :])
            if isinstance(step, int):
                self.indexes.setdefault(place, set()).add(step)
            place = (*place, step)
        return place

    def _step(self, prefix: Place, segment: str, rest: tuple[str, ...]) -> str | int:
        if _INDEX.fullmatch(segment):
            return int(segment)
        if segment:
            return segment
        index = self.current.setdefault(prefix, 0)
        filled = self.filled.setdefault((prefix, index), set())
        if rest in filled:
            index = self.current[prefix] = index + 1
            filled = self.filled.setdefault((prefix, index), set())
        if "" not in rest:
            filled.add(rest)
        return index


def _steps(place: Place, ranks: dict[Place, dict[int, int]]) -> Iterator[str | int]:
    for depth, step in enumerate(place):
        yield ranks[place[:depth]][step] if isinstance(step, int) else step
