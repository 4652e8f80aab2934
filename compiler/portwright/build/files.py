"""The files of a spec: where those that it names stand, and which names are taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import closest, suggested
from portwright.language.spec import OpenApiFiles
from portwright.rules.language.source_problem import source_problem
from portwright.rules.openapi import overwritten_file
from portwright.source.files import SourceFile, is_url, read_file, shown_name
from portwright.source.problem import SourceError
from portwright.source.span import Span, Text

ACCEPTED = "accepted.yaml"
DEVIATIONS = "deviations.yaml"
LOCK = "source.lock"
# A folder that may not be read, a circle of links, a null character.
_NO_PATH = (OSError, RuntimeError, ValueError)


Given: TypeAlias = Mapping[Path, bytes]
"""Contents that stand in place of what is on disk: what would be written."""
NOTHING_GIVEN: Final[Given] = {}


def open_file(
    path: Path, sink: Diagnostics, span: Span | None = None, given: Given = NOTHING_GIVEN
) -> SourceFile | None:
    """The file, or None and a finding at `span` where it is named."""
    if path in given:
        return SourceFile(path, shown_name(path), given[path])
    try:
        return read_file(path)
    except SourceError as error:
        found = source_problem(error, span)
        hint = _nearest(path) if error.kind == "missing" else None
        sink.add(replace(found, help=found.help or hint))
        return None


def _nearest(path: Path) -> str | None:
    """The file beside that was probably meant: one of that name with an ending, or much like it."""
    try:
        names = sorted(other.name for other in path.parent.iterdir())
    except _NO_PATH:
        return None
    with_ending = (name for name in names if name.startswith(f"{path.name}."))
    return suggested(next(with_ending, None) or closest(path.name, names))


def open_optional(path: Path, sink: Diagnostics, given: Given = NOTHING_GIVEN) -> SourceFile | None:
    there = path in given or path.exists()
    return open_file(path, sink, given=given) if there else None


def open_named(folder: Path, name: Text, sink: Diagnostics) -> SourceFile | None:
    """A file that the spec names, in the spec's own folder or below."""
    path = _inside(folder, name, sink)
    return open_file(path, sink, name.span) if path is not None else None


def shared_path(folder: Path, name: Text, sink: Diagnostics) -> Path | None:
    """The place of a file that specs share: beside the spec's folder or below that."""
    return _inside(folder, name, sink, shared=True)


def document_path(spec: Path, files: OpenApiFiles, sink: Diagnostics) -> Path | None:
    """Where a spec's document stands: in the spec's folder or below, and in nobody's place."""
    path = _inside(spec.parent, files.document, sink)
    if path is None:
        return None
    for other, holder in _taken(spec, files):
        if is_same_file(path, other):
            sink.add(overwritten_file.taken(files.document.span, files.document, holder))
            return None
    return path


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, also where letter case or a link tells them apart."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return str(one.resolve()).casefold() == str(other.resolve()).casefold()
    except _NO_PATH:
        return False


def _taken(spec: Path, files: OpenApiFiles) -> Iterator[tuple[Path, str]]:
    yield spec, "the spec itself"
    yield spec.parent / ACCEPTED, "the accept-list"
    yield spec.parent / DEVIATIONS, "the file of deviations"
    yield spec.parent / LOCK, "the lock file"
    if files.additions is not None:
        yield spec.parent / files.additions, "the file of additions"


def _inside(folder: Path, name: Text, sink: Diagnostics, *, shared: bool = False) -> Path | None:
    if is_url(name):
        help = "download the document and name the file"
        sink.add(
            source_problem(SourceError("missing", f"{name} is not fetched", help=help), name.span)
        )
        return None
    path = folder / name
    try:
        own = folder.resolve()
        inside = path.resolve().is_relative_to(own.parent if shared else own)
        place = "the folder of the specs" if shared else "the spec's folder"
        reason = f"{name} is outside {place}"
    except _NO_PATH as error:
        inside, reason = False, f"{name!r} is no path: {error}"
    if inside:
        return path
    sink.add(source_problem(SourceError("unreadable", reason), name.span))
    return None
