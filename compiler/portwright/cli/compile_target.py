"""Where packages go: made there, or compared with what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portwright.cli.compile_rows import Row, row_of
from portwright.diagnostics.model import Diagnostics

if TYPE_CHECKING:
    from portwright.build.compile import Outcome
    from portwright.ir.port_package import Item


@dataclass(frozen=True, slots=True)
class Target:
    """Where packages go, and whether they are only compared, or made anew in any case."""

    out: Path
    only_check: bool
    force: bool

    def rows(self, items: Sequence[Item], sink: Diagnostics) -> list[Row]:
        return [row_of(outcome) for outcome in self._made(items, sink)]

    def _made(self, items: Sequence[Item], sink: Diagnostics) -> list[Outcome]:
        # Imported here, as most of what compiles: a run that finds all as it was needs none of it.
        from portwright.build.compile import compile_all
        from portwright.emit.store import open_store

        if self.only_check:
            return [self._compared(item, sink) for item in items]
        return compile_all(items, self.out, force=self.force, store=open_store())

    def _compared(self, item: Item, sink: Diagnostics) -> Outcome:
        from portwright.build.compile import check
        from portwright.rules.language import drifted_output

        outcome = check(item, self.out)
        if outcome.drift:
            sink.add(drifted_output.report(outcome.folder.as_posix(), outcome.drift))
        return outcome
