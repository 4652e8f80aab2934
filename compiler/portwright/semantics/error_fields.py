"""The paths and values of error rules, held against the answers that the document has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from portwright.diagnostics.model import Diagnostics
from portwright.language.errors import Condition, ErrorRule, IsOneOf, RaiseError
from portwright.language.spec import Spec
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.rules.errors import unknown_error_field
from portwright.semantics.bound import BoundOperation
from portwright.source.nodes import ScalarNode
from portwright.source.span import Span

Body: TypeAlias = tuple[str, bool]
"""The schema of a body, and whether the body is a list of such."""

_STEP: Final = re.compile(r"\[(?:\*|\d+)\]|[^.\[\]]+")


def check_error_fields(
    spec: Spec, operations: Iterable[BoundOperation], schemas: Schemas, sink: Diagnostics
) -> None:
    """Warn of a path that no answer has, and of a value that its field never takes."""
    operations = tuple(operations)
    for rule in spec.errors.rules if spec.errors is not None else ():
        bodies = {body for operation in operations for body in _bodies(rule, operation)}
        if bodies and None not in bodies:
            told = sorted(filter(None, bodies))
            for path, condition in rule.conditions.items():
                if path.startswith("body"):
                    _check(rule, path, condition, told, schemas, sink)
            for field in rule.then.fields.values() if isinstance(rule.then, RaiseError) else ():
                _end(field, field.span, _STEP.findall(field), told, schemas, sink)


def read_by_rules(
    spec: Spec, operations: Iterable[BoundOperation], schemas: Schemas
) -> frozenset[str]:
    """Pointers of the fields that error rules go through, in all answers that they are about."""
    search, operations = _Search(schemas), tuple(operations)
    for rule in spec.errors.rules if spec.errors is not None else ():
        paths = [path.removeprefix("body") for path in rule.conditions if path.startswith("body")]
        if isinstance(rule.then, RaiseError):
            paths += rule.then.fields.values()
        bodies = [body for item in operations for body in _bodies(rule, item) if body is not None]
        for steps in map(_STEP.findall, paths):
            for body in bodies:
                search.body(body, steps)
    return frozenset(search.passed)


def _bodies(rule: ErrorRule, operation: BoundOperation) -> Iterator[Body | None]:
    """The answers that a rule may be about; None where the document tells nothing of one, or of
    faults in a success, which documents leave out."""
    statuses = rule.status or ("4xx", "5xx")
    for status in statuses:
        answers = [answer for answer in operation.answers if _is_for(answer.status, status)]
        if status.startswith("2") or not answers:
            yield None
        for answer in answers:
            is_told = answer.kind == "json" and answer.pointer is not None
            yield (answer.pointer or "", answer.is_list) if is_told else None


def _is_for(documented: str, asked: str) -> bool:
    """Whether an answer may have the status that a rule asks for: `404`, `4XX` or `default`."""
    if documented == "default":
        return True
    documented, asked = documented.lower(), asked.lower()
    is_range = documented.endswith("xx") or asked.endswith("xx")
    return documented[0] == asked[0] if is_range else documented == asked


def _check(
    rule: ErrorRule,
    path: str,
    condition: Condition,
    bodies: list[Body],
    schemas: Schemas,
    sink: Diagnostics,
) -> None:
    steps = _STEP.findall(path.removeprefix("body"))
    span = rule.place.keys.get(path)
    wanted = _wanted(condition)
    ends = _end(path, span, steps, bodies, schemas, sink, is_value=bool(wanted))
    known = {value for end in ends for value in _values(end, schemas)}
    for node in wanted:
        if known and None not in known and node.text not in known:
            names = [value for value in known if value is not None]
            sink.add(unknown_error_field.report_value(node.span, path, node.text, names))


def _end(
    path: str,
    span: Span | None,
    steps: list[str],
    bodies: list[Body],
    schemas: Schemas,
    sink: Diagnostics,
    *,
    is_value: bool = True,
) -> list[tuple[str, ...]]:
    """What stands at the end of a path; none once what is wrong with that was reported."""
    search = _Search(schemas)
    ends = [end for body in bodies if (end := search.body(body, steps)) is not None]
    if not ends:
        sink.add(unknown_error_field.report(span, path, search.lost_at, search.known))
    elif is_value and (inner := _objects_only(ends, schemas)):
        sink.add(unknown_error_field.report_object(span, path, inner))
        return []
    return ends


@dataclass(slots=True)
class _Search:
    """Follows paths, and keeps what they passed; where one does not lead on, the step and the names
    that there are."""

    schemas: Schemas
    passed: set[str] = field(default_factory=set)
    lost_at: str = ""
    known: set[str] = field(default_factory=set)
    _left: int = 0

    def body(self, body: Body, steps: list[str]) -> tuple[str, ...] | None:
        """The schemas at the end; empty where anything goes, None where there is no such path."""
        pointer, is_list = body
        if not is_list:
            return self._follow((pointer,), steps)
        if not steps[0].startswith("["):
            self._lose(steps, ())
            return None
        return self._follow((pointer,), steps[1:])

    def _follow(self, pointers: tuple[str, ...], steps: list[str]) -> tuple[str, ...] | None:
        view = self.schemas.merged(pointers)
        if view.anything is not None or view.maps:
            return ()
        if not steps:
            return pointers
        step, *rest = steps
        known: Mapping[str, tuple[str, ...]] = {}
        if step.startswith("["):
            inner: tuple[str, ...] | None = view.arrays or None
        else:
            made = one_object(view)
            known = made.properties if made is not None else {}
            inner = known.get(step)
        if inner is None:
            self._lose(steps, known)
            return None
        self.passed.update(inner)
        return self._follow(inner, rest)

    def _lose(self, steps: list[str], known: Iterable[str]) -> None:
        """The path that leads furthest tells best what was meant."""
        if not self.lost_at or len(steps) < self._left:
            self.lost_at, self._left, self.known = steps[0], len(steps), set()
        if len(steps) == self._left:
            self.known.update(known)


def _objects_only(ends: list[tuple[str, ...]], schemas: Schemas) -> set[str]:
    """The fields of what stands at the end, where that is an object whichever answer comes."""
    found: set[str] = set()
    for end in ends:
        view = schemas.merged(end) if end else None
        made = one_object(view) if view is not None and view.is_object else None
        if made is None:
            return set()
        found.update(made.properties)
    return found


def _values(pointers: tuple[str, ...], schemas: Schemas) -> Iterator[str | None]:
    """The texts that a field may have; None where any will do."""
    if not pointers:
        yield None
        return
    view = schemas.merged(pointers)
    if view.arrays or view.objects or not view.scalars:
        yield None
    for scalar in view.scalars:
        if scalar.values is None or not all(isinstance(value, str) for value in scalar.values):
            yield None
        yield from (str(value) for value in scalar.values or ())


def _wanted(condition: Condition) -> tuple[ScalarNode, ...]:
    if isinstance(condition, IsOneOf):
        return condition.in_
    return (condition,) if isinstance(condition, ScalarNode) else ()
