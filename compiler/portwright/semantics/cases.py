"""`tests.cases` bound: the operation, its inputs read by the document's types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Case, Json
from portwright.ir.naming import argument_names
from portwright.language.cases import Case as Declared
from portwright.openapi.effective import Schemas
from portwright.rules.binding import idle_case, unknown_case_input, unknown_case_operation
from portwright.semantics.bound import BoundOperation
from portwright.semantics.values import ValueReader, plain
from portwright.source.nodes import MappingNode

KEY = "$key"
"""Among the inputs of a keyed operation: the caller's own key."""


def bind_cases(
    cases: tuple[Declared, ...],
    operations: Mapping[str, BoundOperation | None],
    schemas: Schemas,
    sink: Diagnostics,
) -> Iterator[Case]:
    """Wire-level cases; those with port inputs or webhooks wait for their compiler."""
    reader = ValueReader(schemas, sink)
    for case in cases:
        if case.op is None or case.with_ is not None:
            continue
        if case.op not in operations:
            sink.add(unknown_case_operation.report(case.op, operations))
            continue
        operation = operations[case.op]
        if case.cassette is None and not case.faults:
            sink.add(idle_case.report(case.place.span, case.op))
        if operation is not None:
            yield _case(case, operation, reader, sink)


def _case(
    case: Declared, operation: BoundOperation, reader: ValueReader, sink: Diagnostics
) -> Case:
    expect = plain(case.expect) if case.expect is not None else {}
    return Case(
        operation=operation.name,
        cassette=str(case.cassette) if case.cassette is not None else None,
        wire=_inputs(case, operation, reader, sink),
        faults=tuple(plain(f) if isinstance(f, MappingNode) else str(f) for f in case.faults),
        expect=expect if isinstance(expect, dict) else {},
        raises=str(case.raises) if case.raises is not None else None,
    )


def _inputs(
    case: Declared, operation: BoundOperation, reader: ValueReader, sink: Diagnostics
) -> dict[str, Json]:
    known, required = _arguments(operation)
    entries = case.wire.entries if case.wire is not None else ()
    result: dict[str, Json] = {}
    for key, node in entries:
        pointers = known.get(key.text)
        if key.text == KEY and operation.safety.field is not None:
            result[KEY] = str(plain(node))
        elif pointers is None:
            sink.add(unknown_case_input.report(key.span, operation.name, key.text, known))
        else:
            result[key.text] = reader.read(node, pointers, key.text)
    span = case.wire.span if case.wire is not None else case.place.span
    for name in sorted(required - result.keys()):
        sink.add(unknown_case_input.report_missing(span, operation.name, name))
    return result


def _arguments(operation: BoundOperation) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """The arguments of the generated method with their schemas, and the required ones."""
    body = operation.body
    fields = body.fields or {} if body is not None else {}
    names = argument_names([item.view for item in operation.parameters], fields)
    known: dict[str, tuple[str, ...]] = {}
    required: set[str] = set()
    for parameter in operation.parameters:
        name = names[(parameter.view.where, parameter.view.name)]
        known[name] = (parameter.view.pointer,)
        if parameter.view.required:
            required.add(name)
    if body is None:
        return known, required
    if body.fields is None:
        known["body"] = (body.pointer,) if body.pointer else ()
        return known, required | ({"body"} if body.required else set())
    for wire, pointers in body.fields.items():
        known[names[("body", wire)]] = pointers
    return known, required | {names[("body", wire)] for wire in body.required_fields}
