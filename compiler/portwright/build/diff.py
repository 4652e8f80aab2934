"""`diff`: what is compared with a vendor's new document, a spec or all of the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portwright.build.documents import load_document
from portwright.build.files import open_file, open_named
from portwright.build.front import Fronted, front
from portwright.build.whole import bind_whole
from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.diff.change import Finding
from portwright.diff.compare import Subject, compare
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.source.gc_pause import gc_paused


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


@gc_paused()
def diff_spec(spec: Path, new: Path, sink: Diagnostics, today: date | None = None) -> Diff | None:
    """The spec's pinned document against a new one; None when either cannot be read.

    What the team added to the document by hand is added to the new one as well.
    """
    fronted = front(spec, sink, today)
    if fronted is None:
        return None
    subject = Subject(fronted.document, fronted.bound, fronted.integration, _is_slice(fronted))
    file, found = open_file(new, sink), Diagnostics()
    additions = fronted.inputs.spec.openapi.additions
    extra = open_named(spec.parent, additions, sink) if additions is not None else None
    document = load_openapi(file, found, extra) if file is not None else None
    return _compared(subject, document, found, sink, fronted)


@gc_paused()
def diff_all(old: Path, new: Path, sink: Diagnostics) -> Diff | None:
    """All operations of a document against a new one."""
    document = load_document(old, sink)
    whole = bind_whole(document) if document is not None else None
    if document is None or whole is None:
        return None
    found = Diagnostics()
    later = load_document(new, found)
    return _compared(Subject(document, whole.bound, whole.integration), later, found, sink, None)


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
    return Diff(subject, document, compare(subject, document), tuple(found), fronted)
