"""What is shown of a comparison, or of why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from portwright.build.diff import Diff
from portwright.diagnostics.model import Diagnostic, Severity
from portwright.diff.evidence import Replay
from portwright.diff.report.make import Places, counts, told
from portwright.diff.report.model import Report, Threshold
from portwright.rules.openapi import left_out_part


def report_of(
    found: Diff,
    diagnostics: Iterable[Diagnostic] = (),
    threshold: Threshold = Threshold.BREAKS,
    *,
    info: bool = False,
    replay: Replay | None = None,
) -> Report:
    """`info` lists what is of no consequence as well; `replay` is what recordings say."""
    document, fronted = found.subject.document, found.fronted
    spec = fronted.inputs.spec if fronted is not None else None
    places = Places(partial(document.locate, key=True), partial(found.new.locate, key=True), spec)
    old, new = document.document.file, found.new.document.file
    return Report(
        subject=str(spec.vendor) if spec is not None else old.name,
        old=old.name,
        new=new.name,
        told=told(found.findings, places, found.accepted, info=info, replay=replay),
        counts=counts(found.findings, found.accepted),
        threshold=threshold,
        spec=spec.place.span.file if spec is not None else None,
        accepted=len(found.accepted),
        accept_list=found.accept_list.as_posix() if found.accept_list is not None else "",
        diagnostics=tuple(diagnostics),
        damage=tuple(item for item in found.damage if _is_fault(item)),
        skipped=found.skipped,
        replay=replay,
        additions=found.additions,
    )


def _is_fault(item: Diagnostic) -> bool:
    """Whether something of the document is missing; other warnings are its vendor's to mind."""
    return item.severity is Severity.ERROR or item.code == left_out_part.RULE.code


def report_of_none(
    old: str, new: Path, diagnostics: Iterable[Diagnostic], threshold: Threshold
) -> Report:
    """Something could not be read."""
    names = (old, old, new.as_posix())
    return Report(*names, (), {}, threshold, diagnostics=tuple(diagnostics), compared=False)
