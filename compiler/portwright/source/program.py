"""What the compiler itself is made of, as a stamp: while it is the same, so is what is made."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from portwright.source.digest import sha256

_OURS = ("portwright", "portwright_runtime", "portwright_templates")
_OF_OTHERS = ("site-packages", "dist-packages")


def program_stamp() -> str:
    """Changes with every file of ours, and with every package that is installed or removed.

    By size and time of change, which costs a hundredth of reading all of it.
    """
    return sha256("\n".join((sys.version, *_own_files(), *_folders_of_others())).encode())


def _own_files() -> Iterator[str]:
    for name in _OURS:
        found = find_spec(name)
        for place in (found.submodule_search_locations or ()) if found is not None else ():
            yield from sorted(_stamps(place))


def _stamps(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _stamps(entry.path)
        else:
            about = entry.stat()
            yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"


def _folders_of_others() -> Iterator[str]:
    """Installing a package replaces a folder that is named after its version."""
    for place in map(Path, sys.path):
        if place.name in _OF_OTHERS and place.is_dir():
            yield f"{place} {place.stat().st_mtime_ns}"
