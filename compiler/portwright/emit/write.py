"""Writes files so that a reader sees the old or the new one, never a half."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Replace a file atomically, making its folder where needed."""
    write_files({path: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Replace files in the order given, each atomically; folders are made where needed.

    All of them are laid out beside their places first, so that what cannot be written (a folder
    in the way, a full disk) is found before the first is replaced, and nothing stays behind.
    """
    made: list[Path] = []
    laid: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            made += _make_folder(path.parent)
            laid[path] = _lay_out(path, data)
        for path, temporary in laid.items():
            temporary.replace(path)
    except BaseException:
        _clear_away(laid.values(), made)
        raise


def remove_file(path: Path) -> None:
    """Remove a file that is no longer made, and its folder if that was all in it."""
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder with its parents; those that were not there, outermost first."""
    lacking = [item for item in (folder, *folder.parents) if not item.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return lacking[::-1]


def _lay_out(path: Path, data: bytes) -> Path:
    """The data in a file beside its place."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path.as_posix())
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
    except BaseException:
        _clear_away([temporary], [])
        raise
    return temporary


def _clear_away(temporaries: Iterable[Path], folders: Iterable[Path]) -> None:
    """Remove what was laid out, and the folders made for it unless something is in them."""
    for temporary in temporaries:
        with contextlib.suppress(OSError):
            temporary.unlink()
    for folder in reversed(list(folders)):
        with contextlib.suppress(OSError):
            folder.rmdir()
