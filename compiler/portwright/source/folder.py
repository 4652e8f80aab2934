"""Folders: where specs stand, and what a generated package holds on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SPEC_NAME = "integration.yaml"


def spec_files(paths: tuple[Path, ...], root: Path) -> list[Path]:
    """The spec files that paths name, each once; none given means all folders of `root`, by name.

    Files need not exist.
    """
    if not paths:
        return sorted(root.glob(f"*/{SPEC_NAME}"), key=lambda path: path.parent)
    found = [spec_file(path, root) for path in paths]
    return list({path.resolve(): path for path in reversed(found)}.values())[::-1]


def spec_file(path: Path, root: Path) -> Path:
    """A file is itself, a folder means its `integration.yaml`, a bare name a folder of `root`."""
    inside, named = path / SPEC_NAME, root / path / SPEC_NAME
    if path.is_file() or inside.is_file():
        return path if path.is_file() else inside
    if path.name != str(path) or path.suffix:
        return inside if path.is_dir() else path
    return inside if path.is_dir() and not named.is_file() else named


def read_package(folder: Path) -> Mapping[str, bytes]:
    """The Python files and the manifest of a generated package; empty without a folder."""
    found = sorted([*folder.glob("*.py"), folder / "manifest.json"])
    return {path.name: path.read_bytes() for path in found if path.is_file()}
