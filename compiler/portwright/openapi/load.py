"""From files to one OpenApi: parse, read, lift, upgrade, merge, settle, index."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.openapi.additions import Merge
from portwright.openapi.document import OpenApi, Resolver
from portwright.openapi.findings import Findings, lost_types
from portwright.openapi.folder import parse_document
from portwright.openapi.grammar import Grammar
from portwright.openapi.losses import is_restated
from portwright.openapi.operations import OperationEntry, index_operations
from portwright.openapi.path_parameters import settle
from portwright.openapi.places import Places
from portwright.openapi.version_2 import VERSION_2
from portwright.openapi.version_3 import VERSION_3
from portwright.openapi.whole import Whole, exists_in, read_whole, stated_in
from portwright.rules.openapi import clashing_addition, derived_operation_id, not_openapi
from portwright.source.documents import Document
from portwright.source.files import SourceFile
from portwright.source.gc_pause import gc_paused

_VERSIONS = (("swagger", "2.0", VERSION_2), ("openapi", r"3\.[01](\.\d+.*)?", VERSION_3))


def load_openapi(
    file: SourceFile,
    sink: Diagnostics,
    additions: SourceFile | None = None,
    standing: Collection[str] | None = None,
) -> OpenApi | None:
    """Load a document and report what is wrong with it; None when it is not one at all.

    With `standing`, the additions add only what is below these pointers (see Merge).
    """
    findings = Findings()
    with gc_paused():
        loaded = _load(file, findings, sink, additions, standing)
        findings.emit(sink)
    if loaded is not None:
        # Of a large document the text is as large as all that was read from it.
        loaded.document.forget_text()
    return loaded


def _load(
    file: SourceFile,
    findings: Findings,
    sink: Diagnostics,
    additions: SourceFile | None,
    standing: Collection[str] | None,
) -> OpenApi | None:
    main = _opened(file, findings, sink)
    grammar, version = _version(main, sink) if main else (None, "")
    extra = _opened(additions, findings, sink) if additions else None
    if extra and not _is_fragment(extra, sink):
        extra = None
    if main is None or grammar is None:
        return None
    part = read_whole(main, grammar, findings, stated_in(extra.data if extra else None, VERSION_3))
    if extra:
        fragment = read_whole(extra, VERSION_3, findings.strictly(), exists_in(part.data))
        findings.forget(is_restated(main, grammar, fragment.data))
        part = _merged(part, fragment, findings, standing)
    data = settle(part.data, part.places, findings)
    operations = index_operations(data, Resolver(data))
    _report_ids(operations, part.places, findings)
    entries = {main.file, extra.file if extra else main.file}
    parts = [(n, f.sha256) for n, f in sorted(part.files.items()) if f not in entries]
    return OpenApi(
        document=main,
        data=data,
        version_declared=version,
        operations=operations,
        places=part.places,
        findings=findings.found,
        sha256=_hash(part),
        parts=tuple(parts),
        lost_types=lost_types(findings.found),
        absent=part.absent,
    )


def _opened(file: SourceFile, findings: Findings, sink: Diagnostics) -> Document | None:
    document = parse_document(file, findings)
    if isinstance(document, Diagnostic):
        sink.add(document)
        return None
    return document


def _version(document: Document, sink: Diagnostics) -> tuple[Grammar | None, str]:
    """The grammar of the version that the document declares."""
    data, name = document.data, document.file.name
    if not isinstance(data, dict):
        sink.add(not_openapi.report(document.locate(""), name, "an object belongs here"))
        return None, ""
    for key, pattern, grammar in _VERSIONS:
        # A version without quotes is a number in YAML, and 2.0 the same as 2.
        declared = "2.0" if data.get(key) == 2 else str(data.get(key, ""))
        if key in data and re.fullmatch(pattern, declared.strip()):
            return grammar, declared
    stated = next((key for key in ("openapi", "swagger") if key in data), None)
    span = document.locate(f"/{stated}" if stated else "")
    label = "not a version that is read" if stated else "no `openapi` and no `swagger` here"
    sink.add(not_openapi.report(span, name, label))
    return None, ""


def _is_fragment(additions: Document, sink: Diagnostics) -> bool:
    """Additions may leave out the version; what they state must be 3.x."""
    data = additions.data
    if isinstance(data, dict) and "openapi" not in data and "swagger" not in data:
        return True
    grammar, _ = _version(additions, sink)
    if grammar is VERSION_2:
        help = "write additions as OpenAPI 3.1, whatever the document's version is"
        span = additions.locate("/swagger")
        sink.add(not_openapi.report(span, additions.file.name, "additions of 2.0", help=help))
    return grammar is VERSION_3


def _merged(
    part: Whole, fragment: Whole, findings: Findings, standing: Collection[str] | None
) -> Whole:
    main, extra = part.places.main, fragment.places.main

    def clash(pointer: str) -> None:
        document, old = fragment.places.source(pointer)
        diagnostic = clashing_addition.report(None, pointer, main.file.name)
        findings.add(document, old, diagnostic)

    merge = Merge(clash, standing)
    data = merge.documents(part.data, fragment.data)
    added = dict.fromkeys(merge.added, fragment.places)
    files = {**part.files, f"additions/{extra.file.path.name}": extra.file}
    files.update((f"additions/{name}", file) for name, file in fragment.files.items())
    return Whole(data, replace(part.places, added=added), files, part.absent)


def _report_ids(
    operations: Mapping[str, OperationEntry], places: Places, findings: Findings
) -> None:
    derived = [entry for entry in operations.values() if entry.derived]
    missing = [entry for entry in derived if entry.declared_id is None]
    if missing:
        diagnostic = derived_operation_id.missing(None, [entry.id for entry in missing])
        findings.add(*places.source(missing[0].pointer), diagnostic, key=True)
    for entry in derived:
        if entry.declared_id is not None:
            diagnostic = derived_operation_id.repeated(None, entry.declared_id, entry.id)
            document, pointer = places.source(f"{entry.pointer}/operationId")
            findings.add(document, pointer, diagnostic, sort="repeated")


def _hash(whole: Whole) -> str:
    """The hash of the one file, or one over the names and hashes of all."""
    if len(whole.files) == 1:
        return whole.places.main.file.sha256
    lines = (f"{name}\0{file.sha256}\n" for name, file in sorted(whole.files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
