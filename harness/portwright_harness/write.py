"""Files of a project replaced as a whole: whoever reads sees the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

_MODE = 0o644


def unwritable(path: Path) -> str | None:
    """Why a file could not be put there, where that shows before there is something to put."""
    if path.is_dir():
        return f"{path} is a folder"
    folder = next(above for above in path.parents if above.exists())
    if not folder.is_dir():
        return f"{folder} is a file"
    return None if os.access(folder, os.W_OK) else f"{folder} may not be written to"


def write_text(path: Path, text: str) -> None:
    """Replace the file atomically, or make it, and its folder; what was there stays on failure."""
    lacking = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else _MODE
    # Hidden, so that no run of the tests takes it for a cassette.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        made.chmod(mode)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        for folder in lacking:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
