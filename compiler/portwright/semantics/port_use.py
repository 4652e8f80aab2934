"""What a port defines or imports and does not use."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port, PortRecord, PortType, names_in
from portwright.language.port import Port as WrittenPort
from portwright.rules.ports import unused_import, unused_port_type
from portwright.semantics.port_imports import Imports


def check_use(port: WrittenPort, bound: Port, imports: Imports, sink: Diagnostics) -> None:
    """Warnings; of a port with errors, where a name may be missing for another reason, none."""
    if sink.has_errors:
        return
    used = {name for type in _all_types(bound) for name in names_in(type)}
    for file, names in port.imports.items():
        if not names:
            sink.add(unused_import.report_file(file))
    for name, item in imports.known.items():
        if name not in used:
            sink.add(unused_import.report(item.name, item.file))
    if port.operations or port.events:
        _check_reached(port, bound, sink)


def _all_types(bound: Port) -> Iterator[PortType]:
    """Every type that is written in the port itself."""
    own = [item for item in bound.types if item.origin == bound.origin]
    yield from (f.type for item in own if isinstance(item, PortRecord) for f in item.fields)
    yield from (field.type for error in bound.errors for field in error.fields)
    yield from _spoken(bound)


def _spoken(bound: Port) -> Iterator[PortType]:
    """The types of operations, of the errors that these raise, and of events."""
    raised = _raised(bound)
    for operation in bound.operations:
        yield from (field.type for field in operation.inputs)
        yield from (operation.out,) if operation.out is not None else ()
    yield from (f.type for error in bound.errors if error.name in raised for f in error.fields)
    yield from (event.carries for event in bound.events)


def _check_reached(port: WrittenPort, bound: Port, sink: Diagnostics) -> None:
    for kind, table, known in (
        ("type", port.types, _reached(bound)),
        ("error", port.errors, _raised(bound)),
    ):
        for name in table:
            if name not in known:
                sink.add(unused_port_type.report(name, kind))


def _raised(bound: Port) -> set[str]:
    return {name for operation in bound.operations for name in operation.raises}


def _reached(bound: Port) -> set[str]:
    """The types that operations and events lead to."""
    pending = [name for type in _spoken(bound) for name in names_in(type)]
    reached: set[str] = set()
    while pending:
        name = pending.pop()
        record = bound.type(name)
        if name not in reached and isinstance(record, PortRecord):
            pending += [inner for field in record.fields for inner in names_in(field.type)]
        reached.add(name)
    return reached
