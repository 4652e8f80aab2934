"""Where snapshots stand: beside their cassette, one for each case that the port answers."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

ENDING = ".snapshot.yaml"


def snapshot_path(cassette: Path, number: int) -> Path:
    """`ok.snapshot.yaml` beside `ok.yaml`; `ok.2.snapshot.yaml` is its second case's."""
    stem = cassette.stem if number == 1 else f"{cassette.stem}.{number}"
    return cassette.with_name(stem + ENDING)


def is_snapshot(path: Path) -> bool:
    """Whether the file is a snapshot by its name."""
    return path.name.endswith(ENDING)


def write_snapshot(path: Path, text: str) -> None:
    """Replace the file as a whole: whoever reads it meanwhile sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
