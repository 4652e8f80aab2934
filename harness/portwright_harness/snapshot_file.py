"""Where snapshots stand: beside their cassette, one for each case that the port answers."""

from __future__ import annotations

from pathlib import Path

ENDING = ".snapshot.yaml"


def snapshot_path(cassette: Path, number: int) -> Path:
    """`ok.snapshot.yaml` beside `ok.yaml`; `ok.2.snapshot.yaml` is its second case's."""
    stem = cassette.stem if number == 1 else f"{cassette.stem}.{number}"
    return cassette.with_name(stem + ENDING)


def is_snapshot(path: Path) -> bool:
    """Whether the file is a snapshot by its name."""
    return path.name.endswith(ENDING)
