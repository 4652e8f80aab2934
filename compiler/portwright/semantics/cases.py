"""`tests.cases` bound: the operation, its inputs read by the document's types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Case, Json
from portwright.ir.member_names import argument_names
from portwright.language.cases import Case as Declared
from portwright.language.shape import keys_of
from portwright.language.spec import UNREAD_VENDOR, Spec
from portwright.openapi.effective import Schemas
from portwright.rules.binding import (
    foreign_case_key,
    idle_case,
    unknown_case_input,
    unknown_case_operation,
)
from portwright.semantics.bound import BoundOperation
from portwright.semantics.case_checks import (
    check_faults,
    check_keys,
    check_literals,
    check_pages,
    check_raises,
)
from portwright.semantics.expectations import check_expected
from portwright.semantics.mapping.team import Team
from portwright.semantics.port_cases import KEY, bind_port_case
from portwright.semantics.values import ValueReader, plain
from portwright.source.nodes import MappingNode


def bind_cases(
    spec: Spec,
    operations: Mapping[str, BoundOperation | None],
    schemas: Schemas,
    sink: Diagnostics,
    team: Team,
) -> Iterator[Case]:
    """Cases of calls, in the vendor's terms or the port's; those of webhooks wait for their
    compiler."""
    reader = ValueReader(schemas, sink)
    cases = spec.tests.cases if spec.tests is not None else ()
    for case in cases:
        check_keys(case, sink)
        check_faults(case, sink)
        check_literals(case, sink)
        if case.op is None:
            continue
        if not (case.op in operations or spec.operations.declares(case.op)):
            sink.add(unknown_case_operation.report(case.op, operations))
        elif case.cassette is None and not case.faults and _is_known(case):
            sink.add(idle_case.report(case.place.span, case.op))
        vendor = str(spec.vendor) if spec.vendor is not UNREAD_VENDOR else None
        if _is_of_port(case, team, sink):
            check_pages(case, paged=True, of_port=True, sink=sink)
            if found := bind_port_case(case, cases, team.port, vendor, sink):
                yield found
        elif (operation := operations.get(case.op)) is not None and case.with_ is None:
            if vendor is not None:
                check_raises(case, vendor, sink)
            check_pages(case, paged=operation.paging is not None, of_port=False, sink=sink)
            check_expected(case, operation, schemas, sink)
            yield _case(case, operation, reader, sink)


def _is_known(case: Declared) -> bool:
    """Whether each of its keys is one; a misspelt one may be what it plays."""
    return case.place.keys.keys() <= {item.name for item in keys_of(Declared)}


def _is_of_port(case: Declared, team: Team, sink: Diagnostics) -> bool:
    """Whether a case speaks the port's terms: `with` does, and so does one without inputs, of an
    operation of the port."""
    port = team.port
    known = [item.name for item in port.operations] if port is not None else []
    span = case.place.keys.get("with")
    if span is None:
        return case.wire is None and case.op in known
    if case.wire is not None:
        kind = "inputs by the port's names"
        sink.add(foreign_case_key.report(case.place.keys.get("wire"), "wire", kind))
    if port is None and not team.port_is_broken:
        sink.add(unknown_case_operation.report_no_port(span))
    elif port is not None and case.op is not None and case.op not in known:
        sink.add(unknown_case_operation.report_not_of_port(span, case.op, port.name, known))
    return case.op in known


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
        pages=int(case.pages) if case.pages is not None else None,
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
