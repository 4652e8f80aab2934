"""Two documents compared as far as one integration uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from portwright.diff.change import Change, Finding, Use
from portwright.diff.graph import Graph
from portwright.diff.matching import Operations, operations_of
from portwright.diff.operation import OperationPair
from portwright.diff.pair import Compared, Pair, Sides
from portwright.diff.read import ReadComparison
from portwright.diff.send import SendComparison
from portwright.diff.unread import Unread
from portwright.diff.verdict import Verdict
from portwright.ir.integration import Integration, Operation
from portwright.ir.shapes import Direction
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import view_operation
from portwright.semantics.auth import auth_headers
from portwright.semantics.bound import Bound, BoundOperation


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: an integration, bound to its document and lowered."""

    document: OpenApi
    bound: Bound
    made: Integration
    is_slice: bool = False


@dataclass(slots=True)
class _Gathered:
    """Changes by cause, each with its uses in the order in which they were met."""

    changes: dict[tuple[str, ...], Change] = field(default_factory=dict)
    uses: dict[tuple[str, ...], dict[Use, None]] = field(default_factory=dict)

    def add(self, change: Change, use: Use) -> None:
        known = self.changes.setdefault(change.cause, change)
        if change.verdict.rank < known.verdict.rank:
            self.changes[change.cause] = change
        self.uses.setdefault(change.cause, {})[use] = None

    def findings(self) -> Iterator[Finding]:
        for cause, change in self.changes.items():
            uses = sorted(
                self.uses[cause],
                key=lambda use: (use.verdict.rank, use.operation, use.path),
            )
            yield Finding(change, uses[0].verdict, tuple(uses))


def compare(subject: Subject, new: OpenApi) -> tuple[Finding, ...]:
    """What `new` changes for an integration: worst first, then by place."""
    # Where the vendor departs from its old document, it does so from the new one as well.
    later = Schemas(new, subject.bound.schemas.overrides)
    sides = Sides(subject.bound.schemas, later, subject.is_slice)
    models = {model.name: model for model in subject.made.models}
    send, read = SendComparison(sides, models), ReadComparison(sides, models)
    by_direction: Mapping[Direction, Callable[[Pair], Compared]] = {
        Direction.SEND: send,
        Direction.READ: read,
    }
    graph = Graph(lambda pair: by_direction[pair.direction](pair))
    gathered = _Gathered()
    after, before = operations_of(new), operations_of(subject.document)
    made = {item.name: item for item in subject.made.operations}
    set_by_all, unread = _set_by_all(subject), Unread(subject.document, new)

    def say(change: Change, use: Use) -> None:
        gathered.add(*unread.undecided(change, use))

    for bound in subject.bound.operations:
        if bound.hand_written:
            continue
        operation = made[bound.name]
        entry = after.at(bound.method, bound.path, bound.key, before)
        if entry is None:
            hidden = unread.operation(bound, before.base)
            if hidden is not None:
                gathered.add(hidden, Use(operation.name, None, "", hidden.verdict))
            else:
                gathered.add(*_vanished(bound, operation, after))
            continue
        damage = list(unread.parts(entry))
        for change in damage:
            gathered.add(change, Use(operation.name, None, "", change.verdict))
        pair = OperationPair(
            bound,
            operation,
            view_operation(subject.document, bound.pointer),
            view_operation(new, entry.pointer),
            entry.key,
            set_by_all,
            send,
        )
        # Of an operation that lacks a part, what seems to be gone may stand there.
        for root in pair.compare(say if not damage else _unsaid):
            graph.add(root)
    for change, use in graph.hits():
        say(change, use)
    return tuple(sorted(gathered.findings(), key=_order))


def _unsaid(change: Change, use: Use) -> None:
    """Drops what an operation that cannot be read whole seems to say."""


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    change = finding.change
    return (
        finding.verdict.rank,
        change.old or change.new,
        change.family,
        change.before,
        change.after,
    )


def _set_by_all(subject: Subject) -> frozenset[str]:
    connection = subject.made.connection
    names = (*(name.lower() for name, _ in connection.headers), *auth_headers(connection.auth))
    return frozenset(name.lower() for name in names)


def _vanished(bound: BoundOperation, made: Operation, after: Operations) -> tuple[Change, Use]:
    """An operation that does not stand at its path any more."""
    moved = after.moved(bound.operation_id)
    suggestion = f"{moved.method} {moved.path}" if moved is not None else ""
    family = "operation-moved" if moved is not None else "operation-removed"
    change = Change(
        family,
        Verdict.BREAKS_REQUEST,
        bound.pointer,
        moved.pointer if moved is not None else "",
        f"{bound.method} {bound.path}",
        suggestion,
    )
    return change, Use(made.name, None, "", Verdict.BREAKS_REQUEST)
