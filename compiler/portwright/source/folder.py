"""Folders: where specs stand, and what a generated package holds on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

SPEC_NAME = "integration.yaml"


def spec_files(paths: tuple[Path, ...], root: Path) -> Iterator[Path]:
    """The spec files that paths name: a folder means its `integration.yaml`; none given means
    all folders of `root`, by name. Files need not exist."""
    for path in paths or sorted(item.parent for item in root.glob(f"*/{SPEC_NAME}")):
        yield path / SPEC_NAME if path.is_dir() else path


def read_package(folder: Path) -> Mapping[str, bytes]:
    """The Python files and the manifest of a generated package; empty without a folder."""
    found = sorted([*folder.glob("*.py"), folder / "manifest.json"])
    return {path.name: path.read_bytes() for path in found if path.is_file()}
