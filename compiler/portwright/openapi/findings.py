"""What is wrong with a document, collected while it is read and reported at the end.

A fault repeated a thousand times over would bury everything else, and each place costs a search
in the file: of faults of one sort the first few are shown, the last of them with how many follow.
`OpenApi.findings` keeps all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.source.documents import Document

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its place in the file as written, and what is said of it (without a span)."""

    file: str
    pointer: str
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class _Shown:
    document: Document
    finding: Finding
    sort: Hashable
    key: bool


@dataclass(slots=True)
class Findings:
    found: list[Finding] = field(default_factory=list)
    _shown: list[_Shown] = field(default_factory=list)
    _counts: Counter[Hashable] = field(default_factory=Counter)

    def add(
        self,
        document: Document,
        pointer: str,
        diagnostic: Diagnostic,
        *,
        sort: Hashable = None,
        key: bool = False,
    ) -> None:
        """Collect a finding. Those of one `sort` are shown together; None is a sort of its own.

        `key` points at the key of `pointer` rather than at its value.
        """
        self._count(document, Finding(document.file.name, pointer, diagnostic), sort, key)

    def _count(self, document: Document, finding: Finding, sort: Hashable, key: bool) -> None:
        sort = finding if sort is None else (finding.diagnostic.code, finding.file, sort)
        self.found.append(finding)
        self._counts[sort] += 1
        if self._counts[sort] <= SHOWN:
            self._shown.append(_Shown(document, finding, sort, key))

    def add_placed(
        self, document: Document, diagnostic: Diagnostic, *, sort: Hashable = None
    ) -> None:
        """Collect a finding that has its place already."""
        finding = Finding(document.file.name, "", diagnostic)
        self._count(document, finding, sort, False)

    def emit(self, sink: Diagnostics) -> None:
        """Report what was collected."""
        last = {shown.sort: shown for shown in self._shown}
        for shown in self._shown:
            diagnostic = shown.finding.diagnostic
            if diagnostic.span is None:
                span = shown.document.locate(shown.finding.pointer, key=shown.key)
                diagnostic = replace(diagnostic, span=span)
            more = self._counts[shown.sort] - SHOWN
            if more > 0 and last[shown.sort] is shown:
                tail = f" (and so in {more} more place{'s' if more > 1 else ''})"
                diagnostic = replace(diagnostic, message=diagnostic.message + tail)
            sink.add(diagnostic)
