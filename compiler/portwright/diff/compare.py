"""Two documents compared as far as one integration uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portwright.diff.additions import Additions
from portwright.diff.change import Change, Finding, How, Use
from portwright.diff.gathered import Gathered
from portwright.diff.graph import Graph
from portwright.diff.matching import Operations, operations_of
from portwright.diff.operations.answers import compare_answers
from portwright.diff.operations.beside_arguments import beside_arguments
from portwright.diff.operations.bodies import BodyComparison
from portwright.diff.operations.lifecycle import compare_lifecycle
from portwright.diff.operations.operation import OperationPair, Say
from portwright.diff.operations.parameters import compare_parameters
from portwright.diff.operations.response_headers import HeaderComparison
from portwright.diff.operations.security import (
    Credentials,
    Security,
    SecurityComparison,
    compare_token_urls,
    credentials_of,
)
from portwright.diff.operations.servers import Base, ServerComparison, Servers, bases_of
from portwright.diff.operations.webhooks import compare_webhooks
from portwright.diff.pair import Compared, Pair, Root, Sides
from portwright.diff.schemas.noted import Noted
from portwright.diff.schemas.read import ReadComparison
from portwright.diff.schemas.send import SendComparison
from portwright.diff.unread import Unread
from portwright.diff.used.judge import Judge
from portwright.diff.used.known_sends import constants_of, produced_by
from portwright.diff.used.known_spec import is_written, known_of
from portwright.diff.verdict import Verdict
from portwright.ir.integration import Integration, Operation
from portwright.ir.shapes import Direction
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import view_operation
from portwright.openapi.operations import OperationEntry
from portwright.openapi.pointer import SCHEMAS, escape
from portwright.semantics.auth import auth_headers
from portwright.semantics.bound import Bound, BoundOperation
from portwright.semantics.headers_read import HeaderRead, headers_read


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: an integration, bound to its document and lowered."""

    document: OpenApi
    bound: Bound
    made: Integration
    is_slice: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """`additions` counts what is new in the new document, by what it is (`operation`)."""

    findings: tuple[Finding, ...]
    additions: Mapping[str, int] = field(default_factory=dict)


def compare(subject: Subject, new: OpenApi) -> tuple[Finding, ...]:
    """What `new` changes for an integration: worst first, then by place."""
    return comparison(subject, new).findings


def comparison(subject: Subject, new: OpenApi) -> Comparison:
    """The same, with the additions counted."""
    run = _Run(subject, new)
    run.operations()
    run.whole()
    for change, use in run.graph.hits(run.gathered.judge.is_named):
        run.say(change, use)
    return Comparison(run.gathered.findings(), dict(sorted(run.additions.found.items())))


class _Run:
    """One comparison, with what all operations share."""

    def __init__(self, subject: Subject, new: OpenApi) -> None:
        bound = subject.bound
        self.subject, self.new = subject, new
        # Where the vendor departs from its old document, it does so from the new one as well.
        later = Schemas(new, bound.schemas.overrides)
        self.sides = Sides(bound.schemas, later)
        self.additions = Additions(subject.is_slice)
        models = {model.name: model for model in subject.made.models}
        self.send = SendComparison(self.sides, models)
        read = ReadComparison(self.sides, models)
        self.noted = Noted(self.send, self.sides, models, self.additions)
        by_direction: Mapping[Direction, Callable[[Pair], Compared]] = {
            Direction.SEND: self.noted,
            Direction.READ: Noted(read, self.sides, models, self.additions),
        }
        self.graph = Graph(lambda pair: by_direction[pair.direction](pair))
        self.constants = constants_of(bound)
        self.gathered = Gathered(
            Judge(self.sides, known_of(bound.spec), produced_by(bound), self.constants)
        )
        self.set_by_all = frozenset((*auth_headers(bound.connection.auth), *self.constants))
        self.security = Security(subject.document), Security(new)
        self.credentials = _credentials(bound)
        self.error_schema = _error_schema(bound.spec)
        self.token_urls = tuple(compare_token_urls(self.credentials, *self.security))
        self.bases = bases_of(bound)
        self.unread = Unread(subject.document, new)
        self.headers: tuple[HeaderRead, ...] = tuple(headers_read(bound.spec))

    def say(self, change: Change, use: Use) -> None:
        """What seems to have changed where the new document is damaged is not known to have."""
        self.gathered.add(*self.unread.undecided(change, use))

    def operations(self) -> None:
        """Each in use, with its pair in the new document."""
        before, after = operations_of(self.subject.document), operations_of(self.new)
        made = {item.name: item for item in self.subject.made.operations}
        for bound in self.subject.bound.operations:
            if bound.hand_written:
                continue
            operation = made[bound.name]
            entry = after.at(bound.method, bound.path, bound.key, before)
            if entry is None:
                hidden = self.unread.operation(bound, before.base)
                gone = hidden or _vanished(bound, after, before)
                self.gathered.add(gone, _called(operation, gone))
                continue
            self._operation(bound, operation, entry)
        if not self.subject.is_slice:
            self.additions.operations(after.added(before))

    def _operation(
        self, bound: BoundOperation, operation: Operation, entry: OperationEntry
    ) -> None:
        """Of an operation that lacks a part, what seems to be gone may stand there."""
        damage = list(self.unread.parts(entry))
        for change in damage:
            self.gathered.add(change, _called(operation, change))
        pair = self._pair(bound, operation, entry, _unsaid if damage else self.say)
        for root in self._compared(pair):
            self.graph.add(root)

    def _pair(
        self, bound: BoundOperation, operation: Operation, entry: OperationEntry, report: Say
    ) -> OperationPair:
        return OperationPair(
            bound,
            operation,
            view_operation(self.subject.document, bound.pointer),
            view_operation(self.new, entry.pointer),
            entry,
            self.set_by_all,
            beside_arguments(operation, self.constants),
            self.error_schema,
            self.send,
            self.additions,
            report,
        )

    def _compared(self, pair: OperationPair) -> Iterator[Root]:
        """The values to compare; what is no value is said at once."""
        document = self.subject.document
        old: Mapping[str, Any] = document.get(pair.bound.pointer)
        compare_lifecycle(pair, old)
        for change in self.token_urls:
            pair.say(change, "", None, how=How.AUTH, span=self.credentials.span)
        if self.error_schema and not self.sides.new.node(self.error_schema):
            gone = Change("error-schema-removed", Verdict.DEGRADED, self.error_schema)
            pair.say(gone, "answer default", Direction.READ)
        SecurityComparison(pair, self.credentials, *self.security, old).run()
        bases = (Base(pair.made.server),) if pair.made.server else self.bases
        ServerComparison(pair, Servers(document), Servers(self.new)).run(bases)
        HeaderComparison(pair, self.headers).run()
        yield from compare_parameters(pair)
        yield from BodyComparison(pair, self.noted).roots()
        yield from compare_answers(pair)

    def whole(self) -> None:
        """What belongs to no operation."""
        spec = self.subject.bound.spec
        written = spec if is_written(spec) else None
        for change, use in compare_webhooks(written, self.subject.document, self.new):
            self.gathered.add(change, use)


def _credentials(bound: Bound) -> Credentials:
    place = bound.spec.connection.place
    span = place.keys.get("auth") if is_written(bound.spec) else None
    return credentials_of(bound.connection, span)


def _error_schema(spec: Spec) -> str:
    named = spec.errors.schema if spec.errors is not None else None
    return f"{SCHEMAS}/{escape(named.removesuffix('[]'))}" if named is not None else ""


def _vanished(bound: BoundOperation, after: Operations, before: Operations) -> Change:
    """An operation that does not stand at its path any more."""
    moved = after.moved(bound.operation_id)
    suggestion = "" if moved is not None else after.alike(bound.method, bound.path, before)
    return Change(
        "operation-moved" if moved is not None else "operation-removed",
        Verdict.BREAKS_REQUEST,
        bound.pointer,
        moved.pointer if moved is not None else "",
        f"{bound.method} {bound.path}",
        f"{moved.method} {moved.path}" if moved is not None else "",
        suggestion,
    )


def _called(operation: Operation, change: Change) -> Use:
    return Use(operation.name, None, "", change.verdict, How.CALLED)


def _unsaid(change: Change, use: Use) -> None:
    """Drops what an operation that cannot be read whole seems to say."""
