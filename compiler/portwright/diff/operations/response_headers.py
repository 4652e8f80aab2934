"""Headers of answers that an integration reads, and that the vendor declares no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portwright.diff.change import Change, How
from portwright.diff.operations.operation import OperationPair
from portwright.diff.verdict import Verdict
from portwright.ir.shapes import Direction
from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import escape
from portwright.semantics.headers_read import HeaderRead


@dataclass(frozen=True, slots=True)
class HeaderComparison:
    """A header counts as declared where any success, or any error, has it."""

    pair: OperationPair
    read: Iterable[HeaderRead]

    def run(self) -> None:
        sides = self.pair.comparison.sides
        before = _declared(sides.old, self.pair.bound.pointer)
        after = _declared(sides.new, self.pair.entry.pointer)
        for item in self.read:
            if item.operation in ("", self.pair.made.name):
                for kind, headers in before.items():
                    if item.name in headers and item.name not in after.get(kind, {}):
                        self._gone(item, kind, *headers[item.name])

    def _gone(self, item: HeaderRead, kind: str, name: str, place: str) -> None:
        verdict = Verdict.BREAKS_MAPPING if item.mapped else Verdict.DEGRADED
        change = Change("response-header-removed", verdict, place, "", name)
        how = How.MAPPED if item.mapped else How.PAGING if item.paging else How.HEADER
        span = item.span
        self.pair.say(change, f"{kind}: header {name}", Direction.READ, how=how, span=span)


def _declared(schemas: Schemas, operation: str) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """By what kind of answer has it and name in small letters: the name, and where it stands."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    responses = schemas.node(_behind(schemas, operation)).get("responses")
    for status in responses if isinstance(responses, Mapping) else ():
        kind = "errors" if str(status)[0] in "45d" else "answers"
        pointer = _behind(schemas, f"{_behind(schemas, operation)}/responses/{escape(status)}")
        for name, place in _headers(schemas, pointer):
            found.setdefault(kind, {}).setdefault(name.lower(), (name, place))
    return found


def _headers(schemas: Schemas, response: str) -> Iterator[tuple[str, str]]:
    headers = schemas.node(response).get("headers")
    for name in headers if isinstance(headers, Mapping) else ():
        yield name, _behind(schemas, f"{response}/headers/{escape(name)}")


def _behind(schemas: Schemas, pointer: str) -> str:
    """Where a chain of references leads."""
    for _ in range(64):
        target = schemas.node(pointer).get("$ref")
        if not isinstance(target, str):
            break
        pointer = target
    return pointer
