"""`specs/<vendor>/source.lock`: where each document comes from, and its hashes."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from portwright.language.record import Record, Table, Words, inline, key, record
from portwright.language.terms import Date, Sha256
from portwright.source.nodes import Node
from portwright.source.span import Text


@inline("npm")
class NpmOrigin(Record):
    """A file of an npm package."""

    npm: Text = key("The package with its version.")
    path: Text = key("The file in the package.")


@inline("pypi")
class PypiOrigin(Record):
    """What a package from PyPI holds, or the server in it serves."""

    pypi: Text = key("The package with its version.")
    path: Text = key("The file in the package, or the path at its server.")


@inline("hand_written")
class HandWritten(Record):
    """Written by the team."""

    hand_written: bool = key("Always true.", exactly="true")


@inline("org_export")
class OrgExport(Record):
    """Exported from the team's own account at the vendor."""

    org_export: Node = key("What was exported, and how.")


@inline("file")
class FileOrigin(Record):
    """A file that somebody handed over."""

    file: Text = key("Its name.")


Origin: TypeAlias = NpmOrigin | PypiOrigin | HandWritten | OrgExport | FileOrigin


@record()
class Validator(Record):
    """What a validator said of exactly these bytes."""

    name: Text = key("The validator.")
    version: Text = key("Its version.")
    verdict: Annotated[Text, Words("valid", "invalid", "crashed")] = key("Its verdict.")
    findings: tuple[Text, ...] = key("What it found, a line each.", default=())


@record()
class LockedDocument(Record):
    """One file, as it was when it was pinned."""

    origin: Origin = key("Where it comes from.")
    version: Text = key("The vendor's version of it.")
    added: Date = key("When it was pinned.")
    document_sha256: Sha256 = key("The hash of the whole original.")
    slice_sha256: Sha256 = key("The hash of the file that stands here.")
    validator: Validator | None = key("The validator's verdict.", default=None, nullable=True)


@record()
class SourceLock(Record):
    """All documents of a vendor."""

    documents: Table[LockedDocument] = key("The documents by file name.")
