"""`vendor add`: a vendor's document is judged, cut to what is used, and pinned."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portwright.build.documents import load_document
from portwright.build.files import (
    DEVIATIONS,
    LOCK,
    document_path,
    is_same_file,
    open_file,
    open_named,
    open_optional,
)
from portwright.build.front import team_of
from portwright.build.port import Ports
from portwright.build.python import TeamPython
from portwright.build.verdicts import verdict_of
from portwright.diagnostics.model import Diagnostics
from portwright.emit.render import render_lock
from portwright.emit.store import open_store
from portwright.emit.write import write_files
from portwright.language.read import read_deviations, read_source_lock, read_spec
from portwright.language.source_lock import LockedDocument, SourceLock
from portwright.language.spec import UNREAD_FILES, Spec
from portwright.lower.slice import Beside, slice_document
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.openapi.validate import NAME as VALIDATOR
from portwright.openapi.validate import Verdict, report_verdict
from portwright.openapi.view import Overrides
from portwright.rules.openapi import overwritten_file
from portwright.semantics.bind import bind
from portwright.semantics.bound import Bound, BoundOperation
from portwright.semantics.deviations import bind_deviations
from portwright.semantics.error_fields import read_by_rules
from portwright.semantics.headers_read import headers_read
from portwright.semantics.mapping.team import Team
from portwright.source.digest import sha256
from portwright.source.files import SourceFile
from portwright.source.span import Text


@dataclass(frozen=True, slots=True)
class Added:
    """What was pinned: the slice's path and size, and the validator's verdict. `written` are all
    the files."""

    path: Path
    written: tuple[Path, ...]
    operations: int
    bytes: int
    verdict: str
    findings: int


@dataclass(frozen=True, slots=True)
class Origin:
    """`kind` is npm, pypi, hand_written, org_export or file; `value` and `path` say which."""

    kind: str
    value: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Pinned:
    """A slice and its lock in memory: `files` is what to write, `added` what it comes to."""

    files: Mapping[Path, bytes]
    added: Added


def add_vendor(spec_path: Path, openapi: Path, origin: Origin, sink: Diagnostics) -> Added | None:
    """Slice `openapi` to what the spec uses and write slice and lock beside the spec; a document
    that the team wrote there stays as it is, and is pinned.

    None, and nothing written, when `sink` got an error. The validator's findings are warnings:
    vendors publish invalid documents, and most of the damage is local.
    """
    spec_file = open_file(spec_path, sink)
    document = load_document(openapi, sink)
    if spec_file is None or document is None:
        return None
    pinned = pin(spec_file, document, origin, sink)
    if pinned is None:
        return None
    write_files(pinned.files)
    return pinned.added


def pin(
    spec_file: SourceFile, document: OpenApi, origin: Origin, sink: Diagnostics
) -> Pinned | None:
    """What `add_vendor` writes; the spec need not be on disk yet."""
    spec = read_spec(spec_file, sink)
    if spec is None:
        return None
    target = _target(spec_file, spec, document, origin, sink)
    folder = spec_file.path.parent
    sliced = _slice(folder, spec, document, sink)
    if target is None or sliced is None:
        return None
    stays = is_same_file(target, document.document.file.path)
    if stays:
        sliced = document.document.file.data
    name = str(spec.openapi.document)
    lock = _read_lock(folder)
    verdict = _verdict(document, lock.documents.get(name) if lock else None, sink)
    entry = {
        "name": name,
        "origin": origin,
        "version": str(document.data.get("info", {}).get("version", "")),
        "added": datetime.date.today().isoformat(),
        "document_sha256": document.document.file.sha256,
        "slice_sha256": sha256(sliced),
        "validator": verdict,
    }
    if sink.has_errors:
        return None
    files = {folder / LOCK: render_lock(entry).encode()}
    if not stays:
        files = {target: sliced, **files}
    operations, findings = len(spec.operations), len(verdict.findings)
    return Pinned(
        files, Added(target, tuple(files), operations, len(sliced), verdict.verdict, findings)
    )


def _target(
    spec_file: SourceFile, spec: Spec, document: OpenApi, origin: Origin, sink: Diagnostics
) -> Path | None:
    """Where the slice goes; never over the document that it is cut from. One that the team wrote
    may stand there: it holds what is used, and nothing is cut."""
    if spec.openapi is UNREAD_FILES:
        return None
    target = document_path(spec_file.path, spec.openapi, sink)
    source = document.document.file
    own = origin.kind == "hand_written"
    if target is not None and not own and is_same_file(target, source.path):
        sink.add(overwritten_file.whole(spec.openapi.document.span, source.name))
        return None
    return target


def _slice(folder: Path, spec: Spec, document: OpenApi, sink: Diagnostics) -> bytes | None:
    """The operations of the additions are not in the vendor's document, and stay out of it."""
    overrides = Overrides()
    whole = document
    if spec.openapi.additions is not None:
        extra = open_named(folder, spec.openapi.additions, sink)
        merged = load_openapi(document.document.file, sink, extra) if extra is not None else None
        if merged is None:
            return None
        whole = merged
    file = open_optional(folder / DEVIATIONS, sink)
    if file is not None:
        found = read_deviations(file, sink)
        overrides = bind_deviations(found, whole, sink) if found is not None else overrides
    bound = bind(spec, whole, overrides, sink, _team(folder, spec, sink))
    if sink.has_errors:
        return None
    vendors = [item for item in bound.operations if not item.hand_written]
    value = slice_document(document, bound.selection, vendors, _beside(spec, vendors, bound))
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _beside(spec: Spec, vendors: list[BoundOperation], bound: Bound) -> Beside:
    return Beside(
        read_by_rules(spec, vendors, bound.schemas),
        frozenset(item.name for item in headers_read(spec)),
        frozenset(str(name) for hook in spec.webhooks.values() for name in hook.events),
    )


def _team(folder: Path, spec: Spec, sink: Diagnostics) -> Team:
    """What a mapping reads and fills is in use, too."""
    port = Ports().named(folder, spec.port, sink) if isinstance(spec.port, Text) else None
    return team_of(spec, port, TeamPython(folder), sink)


def _read_lock(folder: Path) -> SourceLock | None:
    """What was pinned before; a lock that is damaged tells nothing, and is written anew."""
    unread = Diagnostics()
    file = open_optional(folder / LOCK, unread)
    lock = read_source_lock(file, unread) if file is not None else None
    return None if unread.has_errors else lock


def _verdict(document: OpenApi, pinned: LockedDocument | None, sink: Diagnostics) -> Verdict:
    """The verdict on these bytes, asked for once: the validator takes seconds."""
    known = pinned.validator if pinned is not None else None
    same = pinned is not None and pinned.document_sha256 == document.document.file.sha256
    if known is not None and same and known.name == VALIDATOR:
        lines = tuple(tuple(text.partition(": ")[::2]) for text in known.findings)
        return Verdict(str(known.name), str(known.version), str(known.verdict), lines)  # type: ignore[arg-type]
    verdict = verdict_of(document, open_store())
    report_verdict(verdict, document.document, sink)
    return verdict
