"""The paths below a schema: those that an editor offers, and a pattern for all that may be written.

A document may be endless (a charge has a customer, who has charges), so both end at a depth;
below it the pattern takes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portwright.editor.fields import Fields, Level, Pointers

MAX_DEPTH = 5
# Signs that mean something in a regular expression; with the flag `u`, JavaScript refuses a
# backslash before any other.
_SIGNS = re.compile(r"[\\^$.*+?()\[\]{}|/]")
_STARS = r"\*\*?"
_ANY = r"(\..+)?"
_END = rf"(\.{_STARS})?"


@dataclass(frozen=True, slots=True)
class Paths:
    """`offered` has the type of each path; `pattern` takes them, and what may stand below."""

    offered: Mapping[str, str]
    pattern: str


def paths_below(fields: Fields, roots: Iterable[Pointers], most: int) -> Paths:
    """All paths down to the depth where they are no more than `most`, but the first level."""
    return named_paths(fields, _joined(fields.below(root) for root in roots), most)


def named_paths(fields: Fields, level: Level, most: int) -> Paths:
    """The same for a first level that is known, such as the parameters of an operation."""
    depth = 1
    offered = _offered(fields, level, depth)
    while depth < MAX_DEPTH:
        deeper = _offered(fields, level, depth + 1, most)
        if len(deeper) > most or len(deeper) == len(offered):
            break
        depth, offered = depth + 1, deeper
    return Paths(offered, f"^({_pattern(fields, level, depth)})$")


def escaped(text: str) -> str:
    """A text as a regular expression that Python and JavaScript read alike."""
    return _SIGNS.sub(r"\\\g<0>", text)


def _joined(levels: Iterable[Level]) -> Level:
    found: dict[str, Pointers] = {}
    is_open = False
    for level in levels:
        is_open |= level.open
        for name, pointers in level.fields.items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *pointers)))
    return Level(found, is_open)


def _offered(fields: Fields, level: Level, depth: int, most: int | None = None) -> dict[str, str]:
    """Level after level, so that short paths come first; a list that is too long ends early."""
    found: dict[str, str] = {"*": "all plain values here", "**": "everything below"}
    pending = [("", level)]
    for _ in range(depth):
        below: list[tuple[str, Level]] = []
        for prefix, here in pending:
            for name in sorted(here.fields):
                path, pointers = f"{prefix}{name}", here.fields[name]
                inner = fields.below(pointers)
                found |= _ends(path, fields.type_of(pointers), inner)
                if inner.fields:
                    below.append((f"{path}.", inner))
            if most is not None and len(found) > most:
                return found
        pending = below
    return found


def _ends(path: str, kind: str, inner: Level) -> dict[str, str]:
    """The paths that end at a field. Of an object it must be said what is meant of it, unless it
    may be a plain value as well."""
    if not inner.fields:
        return {path: kind}
    whole = {path: kind} if kind not in ("object", "list of objects") else {}
    return {**whole, f"{path}.*": "all plain values of it", f"{path}.**": "everything below it"}


def _pattern(fields: Fields, level: Level, depth: int) -> str:
    if level.open:
        return ".+"
    ends: list[str] = []
    cut: list[str] = []
    parts: list[str] = [_STARS]
    for name in sorted(level.fields):
        inner = fields.below(level.fields[name])
        if inner.is_empty:
            ends.append(escaped(name))
        elif inner.open or depth == 1:
            cut.append(escaped(name))
        else:
            parts.append(rf"{escaped(name)}(\.({_pattern(fields, inner, depth - 1)}))?")
    parts += [f"({'|'.join(ends)}){_END}"] if ends else []
    parts += [f"({'|'.join(cut)}){_ANY}"] if cut else []
    return "|".join(parts)
