"""Where cassettes stand: `<vendor>/<operation>/<scenario>.yaml`, and what stands elsewhere.

A file that looks like a cassette and that no check reads would be a test that never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from portwright_harness.snapshot_file import is_snapshot

SUFFIX = ".yaml"
# What vcrpy writes, and what people write for it.
SUFFIXES = frozenset({SUFFIX, ".yml", ".json"})

_DEPTH = 3
# What the spec's `cassette:` takes.
_NAME = re.compile(r"[^\s./\\][^/\\]*")
_FOREIGN = "a backslash, a space in front, or signs that cannot be shown"


def recorded_files(cassettes: Path) -> list[Path]:
    """Every file in the folder that is meant for a cassette, in the order of their names."""
    return sorted(path for path in cassettes.rglob("*") if is_meant(cassettes, path))


def is_meant(cassettes: Path, path: Path) -> bool:
    """Whether somebody who puts this into the folder of cassettes expects it to be played."""
    hidden = any(part.startswith(".") for part in path.relative_to(cassettes).parts)
    if hidden or is_snapshot(path):
        return False
    if path.suffix.lower() in SUFFIXES:
        return path.is_file() or path.is_symlink()
    return path.is_symlink() and path.is_dir()


def misplaced(cassettes: Path, path: Path) -> str | None:
    """Why no check reads this file; None for one in its place."""
    place = path.relative_to(cassettes)
    if not _NAME.fullmatch(path.stem) or not path.name.isprintable():
        return f"has a name that no case can give ({_FOREIGN})"
    if any(link.is_symlink() for link in _above(cassettes, path)):
        return "is a symbolic link, and a cassette is a file of its own"
    if len(place.parts) != _DEPTH:
        return f"does not stand at <vendor>/<operation>/<scenario>{SUFFIX}"
    if path.suffix != SUFFIX:
        return f"ends in {path.suffix}, and a cassette in {SUFFIX}"
    return None


def shown_name(name: str) -> str:
    """A name that may be anything, for a line of a report."""
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return "".join(escaped)


def _above(cassettes: Path, path: Path) -> Iterator[Path]:
    yield path
    yield from (parent for parent in path.parents if cassettes in parent.parents)
