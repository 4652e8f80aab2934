"""`compile --openapi`: a whole document to an integration, without a spec."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from portwright.build.documents import document_parts
from portwright.build.init_auth import proposed_auth
from portwright.build.whole_groups import grouped
from portwright.build.whole_remarks import Remarks, remarks_on, told
from portwright.build.whole_spec import whole_spec, without
from portwright.diagnostics.model import Diagnostic, Diagnostics, Severity
from portwright.ir.integration import Integration, Source
from portwright.language.spec import Spec
from portwright.lower.escapes import count_values, escapes
from portwright.lower.integration import lower
from portwright.lower.losses import Loss, inferred_types, losses
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operations import OperationEntry
from portwright.openapi.vanished import Vanished, vanished_operations
from portwright.rules.binding import operation_left_out
from portwright.rules.openapi import unkept_words, untyped_values
from portwright.semantics.bind import bind
from portwright.semantics.bound import Bound
from portwright.source.gc_pause import gc_paused
from portwright.source.span import Span


@dataclass(frozen=True, slots=True)
class Lost:
    """An operation that is not in the package; `pointer` is its place, `why` None if unknown."""

    id: str
    method: str
    path: str
    pointer: str
    why: Diagnostic | None


@dataclass(frozen=True, slots=True)
class Whole:
    """What a document comes to; no integration if none of its operations can be compiled."""

    document: OpenApi
    integration: Integration | None
    lost: tuple[Lost, ...]
    remarks: Remarks = field(default_factory=Remarks)
    losses: tuple[Loss, ...] = ()
    """What its schemas say and the package does not keep."""
    inferred: tuple[str, ...] = ()
    """Pointers of the schemas whose type other keywords imply."""


@gc_paused()
def compile_whole(
    document: OpenApi, name: str, wanted: tuple[str, ...], sink: Diagnostics
) -> Whole:
    """Bind all operations of a document, or those that are `wanted` by id, as package `name`.

    Each operation that cannot be compiled is an error in `sink`, and the rest is compiled all the
    same. What is wanted must be declared, by an operation that can be read or by one that cannot.
    """
    asked = wanted or tuple(document.operations)
    vanished = [v for v in vanished_operations(document) if not wanted or v.id in wanted]
    readable = [item for item in asked if item in document.operations]
    auth = proposed_auth(document, "", sink, tokens=True)
    spec = whole_spec(name, document, readable, auth)
    # Of nothing, all is delivered; of what is lost altogether no package is made.
    bound, refused = _bind(spec, document, sink) if readable or not vanished else (None, ())
    lost = (*map(_vanished, vanished), *refused)
    for item in lost:
        sink.add(_told(item, document))
    document.document.forget_text()
    if bound is None:
        return Whole(document, None, lost)
    made = grouped(lower(bound, _sources(document)), document)
    remarks = remarks_on(document, made, auth.schemes)
    for diagnostic in told(remarks, document):
        sink.add(diagnostic)
    kept = losses(bound)
    whole = Whole(document, made, lost, remarks, kept, inferred_types(bound))
    _warn(whole, made, sink)
    return whole


@dataclass(frozen=True, slots=True)
class BoundWhole:
    """All of a document, bound and lowered, under names of its own; `lost` could not be bound."""

    bound: Bound
    integration: Integration
    lost: tuple[Lost, ...]


def bind_whole(document: OpenApi) -> BoundWhole | None:
    """All operations of a document as they are, without a package's groups; None when not one can
    be bound. What is wrong with the document is not told: it is the vendor's, and an old one."""
    quiet = Diagnostics()
    spec = whole_spec(
        "whole", document, tuple(document.operations), proposed_auth(document, "", quiet)
    )
    bound, refused = _bind(spec, document, quiet)
    lost = (*map(_vanished, vanished_operations(document)), *refused)
    return BoundWhole(bound, lower(bound, ()), lost) if bound is not None else None


def _warn(whole: Whole, made: Integration, sink: Diagnostics) -> None:
    """One warning each of what has no type, and of what is not kept."""
    span = Span(whole.document.document.file.name)
    if untyped := escapes(made):
        holders = list(dict.fromkeys(item.holder for item in untyped))
        sink.add(untyped_values.report(span, holders, count_values(made)))
    counts = Counter[str]()
    for item in whole.losses:
        counts[item.kind] += len(item.pointers)
    if counts:
        sink.add(unkept_words.report(span, counts))


def _bind(
    spec: Spec, document: OpenApi, sink: Diagnostics
) -> tuple[Bound | None, tuple[Lost, ...]]:
    """The operations that can be bound, and why the others cannot. Those are bound anew without
    the others, which would leave models behind that nothing uses."""
    entries = {entry.pointer: entry for entry in document.operations.values()}
    lost: dict[str, Lost] = {}
    schemas = Schemas(document)
    while spec.operations or not lost:
        found = Diagnostics()
        bound = bind(spec, document, schemas.overrides, found, advise=False, schemas=schemas)
        refused = dict(_refused(found, entries))
        if not refused:
            _report(found, document, entries, sink)
            return (None if found.has_errors else bound), tuple(lost.values())
        lost.update(refused)
        spec = without(spec, refused)
        del bound  # as large as the document, and so will be the next
    return None, tuple(lost.values())


def _refused(
    found: Diagnostics, entries: Mapping[str, OperationEntry]
) -> Iterator[tuple[str, Lost]]:
    """The operations that an error is about, each with the first of them."""
    seen: set[str] = set()
    for item in found:
        entry = entries.get(item.span.file) if item.span is not None else None
        if entry is None or item.severity is not Severity.ERROR or entry.pointer in seen:
            continue
        seen.add(entry.pointer)
        yield entry.pointer, Lost(entry.id, entry.method, entry.path, entry.pointer, item)


def _report(
    found: Diagnostics,
    document: OpenApi,
    entries: Mapping[str, OperationEntry],
    sink: Diagnostics,
) -> None:
    """Findings about the spec, which is in no file, get the place in the document."""
    for item in found:
        place = item.span.file if item.span is not None else ""
        if place in entries:
            sink.add(replace(item, span=document.locate(place, key=True)))
        elif place == document.document.file.name:
            sink.add(item)
        else:
            # What remains is about the connection, and its help about a spec that nobody writes.
            sink.add(replace(item, span=document.locate("/servers", key=True), help=None))


def _vanished(item: Vanished) -> Lost:
    return Lost(item.id, item.method, item.path, item.pointer, item.why)


def _told(lost: Lost, document: OpenApi) -> Diagnostic:
    why = lost.why
    reason = why.message if why is not None else "no method is spelled like this"
    reason = reason.removesuffix(": left out")
    if lost.pointer.startswith("#"):
        span = document.locate(lost.pointer, key=True)
    else:
        span = document.document.locate(lost.pointer, key=True)
    return operation_left_out.report(span, lost.id, reason, why.code if why is not None else "")


def _sources(document: OpenApi) -> tuple[Source, ...]:
    file = document.document.file
    return (Source("openapi", file.path.name, file.sha256), *document_parts(document))
