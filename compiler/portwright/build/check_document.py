"""`check --openapi`: what a document is worth before anything is written of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portwright.build.documents import load_document
from portwright.build.verdicts import verdict_of
from portwright.build.whole import Whole, compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.emit.store import open_store
from portwright.openapi.validate import Verdict, report_verdict

# Nothing is written, so that the name is in nobody's way.
_NAME = "document"


@dataclass(frozen=True, slots=True)
class Checked:
    """The validator's verdict, and what the document would come to."""

    whole: Whole
    verdict: Verdict


def check_document(path: Path, sink: Diagnostics) -> Checked | None:
    """Judge a document and bind all its operations; None if it cannot be read.

    What the validator finds are warnings: vendors publish invalid documents, and most of the damage
    is local. An operation that cannot be compiled is an error.
    """
    document = load_document(path, sink)
    if document is None:
        return None
    verdict = verdict_of(document, open_store())
    report_verdict(verdict, document.document, sink)
    return Checked(compile_whole(document, _NAME, (), sink), verdict)
