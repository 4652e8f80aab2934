"""Modules of the team's own Python: found by their dotted names, read as text, never imported."""

from __future__ import annotations

import keyword
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from portwright.source.bounds import MAX_MODULE_BYTES
from portwright.source.files import SourceFile, read_file, shown_name
from portwright.source.problem import SourceError
from portwright.source.span import Span

_SETTINGS = "pyproject.toml"
_SPECS = "specs"
_DEFAULT_ROOTS = (".", "src")
_ENDINGS = (".pyi", ".py")
# A folder that may not be read, a circle of links, a null character.
_NO_PATH = (OSError, RuntimeError, ValueError)


def python_roots(folder: Path) -> tuple[Path, ...]:
    """The folders that modules are looked for in, for a spec in `folder`.

    They are the project's root and its `src`, or what `python` of `[tool.portwright]` lists. The
    root is the nearest folder upwards with a pyproject.toml or `specs`. Raises SourceError when
    the settings cannot be used.
    """
    root = _project(folder.resolve())
    return tuple(root / name for name in _listed(root / _SETTINGS))


def find_module(name: str, roots: Iterable[Path]) -> SourceFile | None:
    """The file of a module: a package's `__init__` before a module, a stub before its source.

    Raises SourceError when it is too large, not UTF-8, or outside its root.
    """
    parts = name.split(".")
    for root in roots if all(map(_is_name, parts)) else ():
        path = _path(root, parts)
        if path is not None:
            _refuse_outside(path, root, name)
            return read_file(path, MAX_MODULE_BYTES)
    return None


def module_names(package: str, roots: Iterable[Path]) -> list[str]:
    """The dotted names of what stands right in a package, or in the roots for an empty name."""
    parts = package.split(".") if package else []
    folders = (_folder(root, parts) for root in roots)
    found = {name for folder in folders if folder for name in _importable(folder)}
    return sorted(".".join([*parts, name]) for name in found)


def _project(folder: Path) -> Path:
    marked = (
        place
        for place in (folder, *folder.parents)
        if (place / _SETTINGS).is_file() or (place / _SPECS).is_dir()
    )
    return next(marked, folder)


def _listed(path: Path) -> Sequence[str]:
    if not path.is_file():
        return _DEFAULT_ROOTS
    shown = shown_name(path)
    try:
        settings = tomllib.loads(read_file(path).text)
    except ValueError as error:
        raise SourceError("unreadable", f"{shown} is no TOML: {error}", Span(shown)) from None
    tool = settings.get("tool")
    table = tool.get("portwright") if isinstance(tool, dict) else None
    listed = table.get("python", _DEFAULT_ROOTS) if isinstance(table, dict) else _DEFAULT_ROOTS
    if not isinstance(listed, list | tuple) or not all(isinstance(name, str) for name in listed):
        reason, help = "`python` must be a list of folders", 'write `python = ["src"]`'
        raise SourceError("unreadable", f"{shown}: {reason}", Span(shown), help)
    return listed


def _path(root: Path, parts: list[str]) -> Path | None:
    *above, last = parts
    folder = _folder(root, above)
    if folder is None:
        return None
    package = _folder(folder, [last])
    places = [package / "__init__"] if package else []
    files = (
        place.with_name(place.name + ending)
        for place in (*places, folder / last)
        for ending in _ENDINGS
    )
    return next(
        (file for file in files if file.name in _names(file.parent) and _is_file(file)), None
    )


def _folder(root: Path, parts: list[str]) -> Path | None:
    """The folder below `root`, its letters' case being that of the disk on every system."""
    folder = root
    for part in parts:
        if not _is_name(part) or part not in _names(folder):
            return None
        folder = folder / part
    return folder if folder.is_dir() else None


def _is_name(part: str) -> bool:
    """Whether an `import` can name it: no file `class.py` is a module of anybody's."""
    return part.isidentifier() and not keyword.iskeyword(part)


def _names(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in folder.iterdir()}
    except _NO_PATH:
        return set()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except _NO_PATH:
        return False


def _importable(folder: Path) -> Iterator[str]:
    for name in _names(folder):
        path = folder / name
        stem = path.stem if path.suffix in _ENDINGS else name
        known = path.suffix in _ENDINGS or path.is_dir()
        if known and _is_name(stem) and not stem.startswith("__"):
            yield stem


def _refuse_outside(path: Path, root: Path, name: str) -> None:
    try:
        if path.resolve().is_relative_to(root.resolve()):
            return
    except _NO_PATH:
        pass
    raise SourceError("unreadable", f"module `{name}` leads out of {shown_name(root)}")
