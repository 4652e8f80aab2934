"""Folders: where specs and ports stand, and what a generated package holds on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SPEC_NAME = "integration.yaml"
PORT_NAMES = "*.port.yaml"
MANIFEST = "manifest.json"


def spec_files(paths: tuple[Path, ...], root: Path) -> list[Path]:
    """The files of specs and ports that paths name, each once; none given means all that stand in
    folders of `root`, ports first.

    Files need not exist.
    """
    if not paths:
        ports = sorted(root.glob(f"*/{PORT_NAMES}"))
        return [*ports, *sorted(root.glob(f"*/{SPEC_NAME}"), key=lambda path: path.parent)]
    found = [file for path in paths for file in _files(path, root)]
    return list({path.resolve(): path for path in reversed(found)}.values())[::-1]


def _files(path: Path, root: Path) -> list[Path]:
    """A folder of ports means all of them."""
    spec = spec_file(path, root)
    if spec == path or spec.is_file():
        return [spec]
    return sorted(spec.parent.glob(PORT_NAMES)) or [spec]


def spec_file(path: Path, root: Path) -> Path:
    """A file is itself, a folder means its `integration.yaml`, a bare name a folder of `root`."""
    inside, named = path / SPEC_NAME, root / path / SPEC_NAME
    if path.is_file() or inside.is_file():
        return path if path.is_file() else inside
    if path.name != str(path) or path.suffix:
        return inside if path.is_dir() else path
    return inside if path.is_dir() and not named.is_file() else named


def read_package(folder: Path) -> Mapping[str, bytes]:
    """The Python files and the manifest of a generated package by their paths in it, with `/`;
    empty without a folder."""
    found = sorted([*folder.rglob("*.py"), folder / MANIFEST])
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


def read_manifests(out: Path) -> Mapping[Path, bytes]:
    """The manifests of the generated packages in a folder, by their folders."""
    found = sorted(out.glob(f"*/{MANIFEST}"))
    return {path.parent: path.read_bytes() for path in found if path.is_file()}
