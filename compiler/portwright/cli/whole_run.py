"""The run behind `compile --openapi`, where an earlier one has not done it all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from portwright.build.compile import refuse_foreign
from portwright.build.documents import load_document
from portwright.build.whole import Whole, compile_whole
from portwright.build.whole_kept import Keeper, Kept
from portwright.build.whole_report import whole_report
from portwright.cli.compile_rows import Row
from portwright.cli.compile_target import Target
from portwright.cli.select import refuse_unknown
from portwright.diagnostics.model import Diagnostics
from portwright.emit.write import write_file
from portwright.openapi.vanished import vanished_operations

if TYPE_CHECKING:
    from portwright.cli.compile_whole import WholeOptions


def run(
    openapi: Path, options: WholeOptions, target: Target, keeper: Keeper | None, sink: Diagnostics
) -> list[Row]:
    """Compile, and keep what came of it."""
    whole = _whole_of(openapi, options, sink)
    if whole is None:
        return []
    items = [whole.integration] if whole.integration is not None else []
    if not target.only_check and not _may_write(target, whole, sink):
        items = []
    report = whole_report(whole, sink) if options.report is not None else None
    parts, absent = dict(whole.document.parts), whole.document.absent
    del whole  # nothing needs the document from here on, and it may be large
    rows = target.rows(items, sink)
    if options.report is not None and report is not None:
        write_file(options.report, report)
    if keeper is not None and rows:
        said = report.decode() if report is not None else None
        numbers = rows[0].numbers
        counts = (numbers["operation"], numbers["model"], rows[0].lines)
        keeper.keep(Kept(tuple(sink), *counts, keeper.outputs(), parts, absent, said))
    return rows


def _whole_of(openapi: Path, options: WholeOptions, sink: Diagnostics) -> Whole | None:
    """What the document comes to; what is wrong with it is in `sink`. None if it is none."""
    document = load_document(openapi, sink)
    if document is None:
        return None
    unread = [item.id for item in vanished_operations(document)]
    refuse_unknown(options.operations, (*document.operations, *unread))
    return compile_whole(document, options.name or "", options.operations, sink)


def _may_write(target: Target, whole: Whole, sink: Diagnostics) -> bool:
    """Whether the folder is ours; where it is not, `sink` tells."""
    foreign = Diagnostics()
    refuse_foreign([whole.integration] if whole.integration else [], target.out, foreign)
    for item in foreign:
        sink.add(item)
    return not foreign.has_errors
