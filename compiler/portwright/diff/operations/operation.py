"""One operation in both documents, and how what is found in it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portwright.diff.additions import Additions
from portwright.diff.change import Change, How, Use
from portwright.diff.operations.beside_arguments import Place
from portwright.diff.schemas.place import common_place
from portwright.diff.schemas.send import SendComparison
from portwright.diff.verdict import Verdict, milder
from portwright.ir.integration import Operation
from portwright.ir.shapes import Direction
from portwright.openapi.operation_view import OperationView
from portwright.openapi.operations import OperationEntry
from portwright.semantics.bound import BoundOperation
from portwright.source.span import Span

Say = Callable[[Change, Use], None]


@dataclass(frozen=True, slots=True)
class OperationPair:
    """`made` is what was generated of `bound`; `before` and `after` are the views of the
    operation, `entry` is it in the new document. `set_by_all` are the headers that the connection
    sets on every call, in small letters; `beside` is what is sent and no argument. `error_schema`
    is the pointer of what the spec names as the schema of errors, empty without."""

    bound: BoundOperation
    made: Operation
    before: OperationView
    after: OperationView
    entry: OperationEntry
    set_by_all: frozenset[str]
    beside: Mapping[Place, How]
    error_schema: str
    comparison: SendComparison
    additions: Additions
    report: Say

    def places(self, below: str) -> tuple[str, str]:
        """Where a part of the operation stands in both documents: in what they share by reference,
        or in the operation; the second is empty where the new document does not have it."""
        sides, new = self.comparison.sides, f"{self.entry.pointer}{below}"
        old = f"{self.bound.pointer}{below}"
        return common_place(sides, (old,), (new,)) if sides.new.node(new) else (old, "")

    def say(
        self,
        change: Change,
        path: str,
        direction: Direction | None,
        *,
        cap: Verdict | None = None,
        how: How | None = None,
        span: Span | None = None,
    ) -> None:
        """One difference, met at a path of this operation; it is no worse than `cap`."""
        verdict = milder(change.verdict, cap) if cap is not None else change.verdict
        self.report(change, Use(self.made.name, direction, path, verdict, how, span))
