"""Documents: loaded from disk, and told apart by what they are made of."""

from __future__ import annotations

from pathlib import Path

from portwright.build.files import open_file
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Source
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.source.digest import sha256


def load_document(path: Path, sink: Diagnostics) -> OpenApi | None:
    """The document of a file; None, and a finding, where there is none."""
    file = open_file(path, sink)
    return load_openapi(file, sink) if file is not None else None


def document_parts(document: OpenApi | None) -> list[Source]:
    """The other files of a document as one source: a change in any of them is a change of what is
    compiled."""
    if document is None or not document.parts:
        return []
    names = ", ".join(name for name, _ in document.parts)
    together = "".join(f"{name}\0{digest}\n" for name, digest in document.parts)
    return [Source("parts", names, sha256(together.encode()))]
