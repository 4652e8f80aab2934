"""What is wrong with a document, collected while it is read and reported at the end.

A fault repeated a thousand times over would bury everything else, and each place costs a search
in the file: of faults of one sort the first few are shown, the last of them with how many follow.
`OpenApi.findings` keeps all of them.

A part that is lost is a warning here, and an error where a spec needs it: `Finding.lost`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.rules.openapi import left_out_part
from portwright.source.documents import Document

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its place in the file as written, and what is said of it (without a span).

    `lost` is what is said where a spec needs the part; None when nothing that is needed is lost.
    """

    file: str
    pointer: str
    diagnostic: Diagnostic
    lost: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class _Collected:
    document: Document
    finding: Finding
    sort: Hashable
    key: bool


@dataclass(slots=True)
class Findings:
    """`strict`: a part that is lost is an error at once, needed or not."""

    strict: bool = False
    _collected: list[_Collected] = field(default_factory=list)

    @property
    def found(self) -> tuple[Finding, ...]:
        return tuple(each.finding for each in self._collected)

    def strictly(self) -> Findings:
        """The same collection, strict: what a team writes itself is there to be used."""
        return replace(self, strict=True)

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
        self._collect(document, Finding(document.file.name, pointer, diagnostic), sort, key)

    def add_lost(
        self,
        document: Document,
        pointer: str,
        why: Diagnostic,
        *,
        needed: bool = True,
        sort: Hashable = None,
        key: bool = False,
    ) -> None:
        """Collect that a part is left out; `needed` by what calls the operation around it."""
        said = why if self.strict else left_out_part.report(why)
        finding = Finding(document.file.name, pointer, said, why if needed else None)
        self._collect(document, finding, sort, key)

    def add_placed(
        self, document: Document, diagnostic: Diagnostic, *, sort: Hashable = None
    ) -> None:
        """Collect a finding that has its place already."""
        self._collect(document, Finding(document.file.name, "", diagnostic), sort, False)

    def forget(self, restated: Callable[[Finding], bool]) -> None:
        """Drop what turned out to be no loss."""
        self._collected[:] = [each for each in self._collected if not restated(each.finding)]

    def _collect(self, document: Document, finding: Finding, sort: Hashable, key: bool) -> None:
        sort = finding if sort is None else (finding.diagnostic.code, finding.file, sort)
        self._collected.append(_Collected(document, finding, sort, key))

    def emit(self, sink: Diagnostics) -> None:
        """Report what was collected."""
        counts = Counter(each.sort for each in self._collected)
        met: Counter[Hashable] = Counter()
        for each in self._collected:
            met[each.sort] += 1
            if met[each.sort] > SHOWN:
                continue
            diagnostic = each.finding.diagnostic
            if diagnostic.span is None:
                span = each.document.locate(each.finding.pointer, key=each.key)
                diagnostic = replace(diagnostic, span=span)
            more = counts[each.sort] - SHOWN
            if more > 0 and met[each.sort] == SHOWN:
                tail = f" (and so in {more} more place{'s' if more > 1 else ''})"
                diagnostic = replace(diagnostic, message=diagnostic.message + tail)
            sink.add(diagnostic)


# The keywords that say what type a schema has: without one of them it may say nothing.
_TYPING = frozenset(("type", "$ref", "enum", "const", "properties", "items", "allOf", "anyOf")) | {
    "oneOf",
    "additionalProperties",
}


def lost_types(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """What is said of damage to a schema itself or to a keyword that gives it a type, by file and
    pointer of the schema."""
    lost: dict[tuple[str, str], str] = {}
    for found in findings:
        parent, _, key = found.pointer.rpartition("/")
        for pointer in (found.pointer, parent) if key in _TYPING else (found.pointer,):
            lost.setdefault((found.file, pointer), found.diagnostic.message)
    return lost
