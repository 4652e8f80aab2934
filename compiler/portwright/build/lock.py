"""`source.lock` held against the document that stands beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from portwright.build.files import LOCK, NOTHING_GIVEN, Given, open_optional
from portwright.diagnostics.model import Diagnostics
from portwright.language.read import read_source_lock
from portwright.language.source_lock import SourceLock
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.rules.openapi import contradicted_pin, moved_hash, unpinned_document
from portwright.source.files import SourceFile

# Names that the document does not have: operations, fields, schemas.
_UNKNOWN: Final = frozenset(("E0201", "E0301", "E0305", "E0319"))


def check_lock(
    folder: Path,
    spec: Spec,
    file: SourceFile | None,
    document: OpenApi | None,
    sink: Diagnostics,
    given: Given = NOTHING_GIVEN,
) -> SourceLock | None:
    """A document that is pinned must be the one that was pinned, of the version that is told."""
    lock_file = open_optional(folder / LOCK, sink, given)
    lock = read_source_lock(lock_file, sink) if lock_file is not None else None
    name = spec.openapi.document
    pinned = lock.documents.get(name) if lock is not None else None
    if lock is not None and file is not None and not lock.documents.declares(name):
        sink.add(unpinned_document.report(name, lock.documents))
    if file is None or pinned is None:
        return lock
    span = pinned.place.values.get("slice_sha256")
    moved = moved_hash.check(span, name, pinned.slice_sha256, file.sha256)
    if moved is not None:
        sink.add(moved)
        return lock
    said = _version(document)
    if said is not None and said != pinned.version:
        sink.add(contradicted_pin.report(pinned.version, name, said))
    return lock


def tell_of_slice(lock: SourceLock | None, name: str, sink: Diagnostics) -> None:
    """What a slice lacks may well be in the whole document: the hints on unknown names say so."""
    pinned = lock.documents.get(name) if lock is not None else None
    if pinned is None or pinned.document_sha256 == pinned.slice_sha256:
        return
    for item in [item for item in sink if item.code in _UNKNOWN]:
        more = "(what this slice lacks is taken from the whole document by `portwright vendor add`)"
        sink.replace(item, replace(item, help=f"{item.help} {more}" if item.help else more))


def _version(document: OpenApi | None) -> str | None:
    """What the document calls its version, where it is a text."""
    try:
        version = document.get("#/info/version") if document is not None else None
    except KeyError:
        return None
    return version if isinstance(version, str) else None
