"""What a test case expects: paths of the answer and values that they may have, or counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.diagnostics.suggest import closest
from portwright.language.cases import Case
from portwright.openapi.combine import one_object
from portwright.openapi.effective import Schemas
from portwright.rules.binding import unknown_expectation
from portwright.semantics.bound import BoundOperation
from portwright.semantics.values import ValueReader, plain
from portwright.source.nodes import Node, ScalarNode, only_scalar
from portwright.source.span import Text

COUNT: Final = "count"
COUNTS: Final[Mapping[str, str]] = {
    "requests": "a whole number",
    "same_key": "true or false",
}


def check_expected(
    case: Case, operation: BoundOperation, schemas: Schemas, sink: Diagnostics
) -> None:
    """Paths of the answer; what is counted, where a case plays faults."""
    if case.faults:
        check_counts(case, sink)
        return
    for key, node in case.expect.entries if case.expect is not None else ():
        path = Text(key.text, key.span)
        found = (
            _answer(path, node, operation, schemas)
            if case.pages is None
            else _of_pages(path, node, operation, schemas)
        )
        if found is not None:
            sink.add(found)


def _of_pages(
    path: Text, node: Node, operation: BoundOperation, schemas: Schemas
) -> Diagnostic | None:
    """`count` of the pages, or the number of a page and a path of its answer."""
    if path == COUNT:
        is_number = type(plain(node)) is int
        wanted = "a whole number"
        return (
            None if is_number else unknown_expectation.report_value(node.span, path, wanted, None)
        )
    number, _, rest = path.partition(".")
    if not number.isdecimal() or not rest:
        return unknown_expectation.report_page(path.span, path, operation.name)
    return _answer(Text(rest, path.span), node, operation, schemas)


def check_counts(case: Case, sink: Diagnostics) -> None:
    """What a case with faults expects."""
    for key, node in case.expect.entries if case.expect is not None else ():
        found = _count(Text(key.text, key.span), node)
        if found is not None:
            sink.add(found)


def _count(name: Text, node: Node) -> Diagnostic | None:
    wanted = COUNTS.get(name)
    if wanted is None:
        return unknown_expectation.report_count(name.span, name, COUNTS)
    kind = int if name == "requests" else bool
    if type(plain(node)) is not kind:
        only = only_scalar(node)
        near = only.text if only is not None else None
        return unknown_expectation.report_value(node.span, name, wanted, near)
    return None


def _answer(
    path: Text, node: Node, operation: BoundOperation, schemas: Schemas
) -> Diagnostic | None:
    """An expectation is good if any answer that is a success can fulfil it."""
    known: list[str] = []
    ends: list[tuple[str, ...]] = []
    for answer in operation.answers:
        if answer.is_success and answer.kind == "json":
            start = (answer.pointer,) if answer.pointer is not None else ()
            end = _leads("", path.split("."), start, schemas, known)
            ends += [end] if end is not None else []
    if not ends:
        return unknown_expectation.report(path.span, path, operation.name, known)
    faults = [_fault(node, end, path, schemas) for end in ends]
    if None in faults:
        return None
    if isinstance(node, ScalarNode) and (inner := _fields(ends, schemas)):
        return unknown_expectation.report_object(path.span, path, inner)
    only = only_scalar(node)
    near = closest(node.text, _words(ends, schemas)) if isinstance(node, ScalarNode) else None
    near = only.text if only is not None else near
    return unknown_expectation.report_value(node.span, path, faults[0] or "", near)


def _leads(
    above: str, steps: list[str], pointers: tuple[str, ...], schemas: Schemas, known: list[str]
) -> tuple[str, ...] | None:
    """Where a path leads; nothing where anything may stand, None where there is no such path, and
    then `known` gets the paths that there are at the step that fails."""
    if not pointers:
        return ()
    view = schemas.merged(pointers)
    if view.anything is not None or view.maps:
        return ()
    if not steps:
        return pointers
    step, *rest = steps
    if step.isdecimal() and view.arrays:
        return _leads(f"{above}{step}.", rest, view.arrays, schemas, known)
    made = one_object(view)
    inner = made.properties.get(step) if made is not None else None
    if inner is None:
        known += [above + name for name in made.properties] if made is not None else []
        return None
    return _leads(f"{above}{step}.", rest, inner, schemas, known)


def _fault(node: Node, pointers: tuple[str, ...], path: str, schemas: Schemas) -> str | None:
    """What the value would have to be; None where it fits. An absent field is null."""
    if not pointers or (isinstance(node, ScalarNode) and node.is_null):
        return None
    found = Diagnostics()
    ValueReader(schemas, found).read(node, pointers, path)
    return next((item.label.removeprefix("not ") for item in found), None)


def _fields(ends: list[tuple[str, ...]], schemas: Schemas) -> set[str]:
    """The fields of the objects at the end of a path."""
    made = [one_object(schemas.merged(end)) for end in ends]
    return {name for found in made if found is not None for name in found.properties}


def _words(ends: list[tuple[str, ...]], schemas: Schemas) -> Iterator[str]:
    for end in ends:
        for scalar in schemas.merged(end).scalars:
            yield from (str(value) for value in scalar.values or ())
            yield from ("true", "false") if scalar.kind == "boolean" else ()
