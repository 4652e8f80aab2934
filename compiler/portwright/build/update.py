"""`vendor update`: from a vendor's new document to a new pin and a new package, or to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portwright.build.compile import Outcome, compile_all, refuse_foreign
from portwright.build.diff import Diff, diff_spec
from portwright.build.documents import load_document
from portwright.build.files import LOCK, open_file, open_optional
from portwright.build.front import front
from portwright.build.vendor import Added, Origin, Pinned, pin
from portwright.diagnostics.model import Diagnostic, Diagnostics, Severity
from portwright.emit.store import open_store
from portwright.ir.integration import Integration
from portwright.language.read import read_source_lock


@dataclass(frozen=True, slots=True)
class Planned:
    """All that an update would write: the slice and the lock, and what is compiled from them."""

    pinned: Pinned
    integration: Integration


@dataclass(frozen=True, slots=True)
class Updated:
    """What was written, the vendor's versions before and after."""

    added: Added
    outcome: Outcome
    before: str
    after: str


def plan_update(
    spec: Path, openapi: Path, origin: Origin, sink: Diagnostics
) -> tuple[Diff | None, Planned | None]:
    """The difference, and what would be written; the first is None when a document cannot be read,
    the second when the spec does not fit the new one, which `sink` says."""
    diff = diff_spec(spec, openapi, sink)
    if diff is None:
        return None, None
    found = Diagnostics()
    planned = _planned(spec, openapi, origin, found)
    for item in _news(found, (*sink, *diff.damage)):
        sink.add(item)
    return diff, planned


def _planned(spec: Path, openapi: Path, origin: Origin, sink: Diagnostics) -> Planned | None:
    file, document = open_file(spec, sink), load_document(openapi, sink)
    if file is None or document is None:
        return None
    pinned = pin(file, document, origin, sink)
    if pinned is None or sink.has_errors:
        return None
    fronted = front(spec, sink, given=pinned.files)
    return Planned(pinned, fronted.integration) if fronted is not None else None


def _news(found: Iterable[Diagnostic], known: tuple[Diagnostic, ...]) -> Iterable[Diagnostic]:
    """What is said for the first time; the spec and the document were read before."""
    said = set(known)
    for item in found:
        if item not in said:
            said.add(item)
            yield item


def write_update(
    spec: Path, diff: Diff, planned: Planned, out: Path, sink: Diagnostics
) -> Updated | None:
    """Move the pin, the slice and the package together; None, and nothing is touched, when the
    package's folder is somebody else's."""
    refuse_foreign([planned.integration], out, sink)
    if any(item.severity is Severity.ERROR for item in sink):
        return None
    before = _pinned_version(spec.parent, diff)
    [outcome] = compile_all(
        [planned.integration], out, store=open_store(), beside=planned.pinned.files
    )
    after = str(diff.new.data.get("info", {}).get("version", ""))
    return Updated(planned.pinned.added, outcome, before, after)


def _pinned_version(folder: Path, diff: Diff) -> str:
    """What the vendor called the document that was pinned."""
    unread = Diagnostics()
    file = open_optional(folder / LOCK, unread)
    lock = read_source_lock(file, unread) if file is not None else None
    name = diff.fronted.inputs.spec.openapi.document if diff.fronted is not None else ""
    pinned = lock.documents.get(name) if lock is not None else None
    return str(pinned.version) if pinned is not None else ""
