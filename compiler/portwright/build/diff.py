"""`diff`: what is compared with a vendor's new document, a spec or all of the old one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from portwright.build.documents import load_document
from portwright.build.files import ACCEPTED, open_file, open_named, open_optional
from portwright.build.front import Fronted, front
from portwright.build.whole import BoundWhole, bind_whole
from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.diff.acceptance import accepted_by
from portwright.diff.change import Finding
from portwright.diff.compare import Subject, comparison
from portwright.language.accepted import Acceptance
from portwright.language.read import read_accepted
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.rules.diff import no_operation
from portwright.source.gc_pause import gc_paused

_PATHS = "/paths"


@dataclass(frozen=True, slots=True)
class Diff:
    """What came of it. `subject` and `new` are what was compared; `damage` is what is wrong with
    the new document, which was compared as far as it can be read."""

    subject: Subject
    new: OpenApi
    findings: tuple[Finding, ...]
    damage: tuple[Diagnostic, ...] = ()
    fronted: Fronted | None = None
    """The spec, if one was compared."""
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    """Entries of the accept-list that hold, by the fingerprint of what they accept."""
    accept_list: Path | None = None
    """Where the accept-list stands, or would."""
    additions: Mapping[str, int] = field(default_factory=dict)
    """How many operations, parameters and properties are new, by what they are."""
    skipped: tuple[str, ...] = ()
    """Operations of the old document that cannot be compiled, so that nothing can be said of
    them."""


@gc_paused()
def diff_spec(
    spec: Path,
    new: Path,
    sink: Diagnostics,
    accept_list: Path | None = None,
) -> Diff | None:
    """The spec's pinned document against a new one; None when either cannot be read.

    What the team added to the document by hand is added to the new one as well, but for what it
    says of parts that the vendor had and has no longer: those are gone. The accept-list
    is the one beside the spec, unless another is named.
    """
    fronted = front(spec, sink)
    if fronted is None:
        return None
    subject = Subject(fronted.document, fronted.bound, fronted.integration, _is_slice(fronted))
    file, found = open_file(new, sink), Diagnostics()
    additions = fronted.inputs.spec.openapi.additions
    extra = open_named(spec.parent, additions, sink) if additions is not None else None
    document = (
        load_openapi(file, found, extra, fronted.document.places.added)
        if file is not None
        else None
    )
    compared = _compared(subject, document, found, sink, fronted)
    beside = spec.parent / ACCEPTED
    return _accepting(compared, accept_list or beside, sink, named=accept_list is not None)


@gc_paused()
def diff_all(
    old: Path,
    new: Path,
    sink: Diagnostics,
    accept_list: Path | None = None,
) -> Diff | None:
    """All operations of a document against a new one."""
    document = load_document(old, sink)
    if document is None:
        return None
    whole = bind_whole(document)
    if whole is None or not (whole.bound.operations or _is_empty(document, whole)):
        sink.add(no_operation.report(document.locate("/paths", key=True), old.name))
        return None
    found = Diagnostics()
    later = load_document(new, found)
    subject = Subject(document, whole.bound, whole.integration)
    compared = _compared(subject, later, found, sink, None)
    if compared is None:
        return None
    compared = replace(compared, skipped=tuple(item.id for item in whole.lost))
    return _accepting(compared, accept_list, sink, named=True)


def _accepting(
    compared: Diff | None, path: Path | None, sink: Diagnostics, *, named: bool
) -> Diff | None:
    """With what the team accepts; None when the list cannot be read, for then nobody knows."""
    if compared is None or path is None:
        return compared
    file = open_file(path, sink) if named else open_optional(path, sink)
    if file is None:
        return None if named else replace(compared, accept_list=path)
    before = len(sink.found)
    declared = read_accepted(file, sink)
    if declared is None or len(sink.found) > before:
        return None
    accepted = accepted_by(declared, compared.findings, date.today(), sink)
    return replace(compared, accepted=accepted, accept_list=path)


def _is_empty(document: OpenApi, whole: BoundWhole) -> bool:
    """Whether it declares no operation, which is another thing than to have lost them."""
    return not whole.lost and all(found.lost is None for found in document.findings)


def _no_paths(document: OpenApi) -> Diagnostic | None:
    """Why nothing of it can be compared: not a part is damaged then, but all that can be called."""
    for found in document.findings:
        if found.lost is not None and found.pointer == _PATHS:
            return replace(found.lost, span=document.locate(f"#{_PATHS}"))
    return None


def _is_slice(fronted: Fronted) -> bool:
    lock = fronted.inputs.lock
    pinned = lock.documents.get(fronted.inputs.spec.openapi.document) if lock else None
    return pinned is not None and pinned.document_sha256 != pinned.slice_sha256


def _compared(
    subject: Subject,
    document: OpenApi | None,
    found: Diagnostics,
    sink: Diagnostics,
    fronted: Fronted | None,
) -> Diff | None:
    if document is None:
        for item in found:
            sink.add(item)
        return None
    if (nothing := _no_paths(document)) is not None:
        sink.add(nothing)
        return None
    made = comparison(subject, document)
    damage = tuple(found)
    return Diff(subject, document, made.findings, damage, fronted, additions=made.additions)
