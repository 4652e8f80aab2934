"""What is wrong with a port as a whole: its names, what is empty, records that hold themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portwright.diagnostics.model import Diagnostics
from portwright.ir import port_names
from portwright.ir.port import Port, PortField, PortNamed, PortRecord, spelled
from portwright.language.port import EnumType, Fields
from portwright.language.port import Port as WrittenPort
from portwright.rules.ports import (
    clashing_port_name,
    empty_enum,
    endless_record,
    record_without_fields,
    unusable_port_name,
)
from portwright.semantics.port_imports import Imports
from portwright.source.span import Span, Text


def check_port(port: WrittenPort, bound: Port, imports: Imports, sink: Diagnostics) -> None:
    """The checks that need more than one line of the port."""
    _check_class_names(port, imports, sink)
    _check_field_names(port, sink)
    _check_definitions(port, sink)
    _check_endless(port, bound, sink)


def _check_class_names(port: WrittenPort, imports: Imports, sink: Diagnostics) -> None:
    taken = dict.fromkeys(port_names.own_classes(port.port), "a class of every port")
    for name, item in imports.known.items():
        if name in taken:
            sink.add(clashing_port_name.report(item.name, taken[name]))
        taken.setdefault(name, f"a type of {item.file}")
    prefix = port.port.removesuffix("Port") or "Own"
    if not port_names.is_free(port.port, port_names.CLASSES):
        sink.add(unusable_port_name.report(port.port, "port", f"{prefix}Port"))
    tables = (("type", port.types), ("error", port.errors), ("event", port.events))
    for kind, table in tables:
        for name in table:
            if not port_names.is_free(name, port_names.CLASSES):
                sink.add(unusable_port_name.report(name, kind, f"{prefix}{name}"))
            if name in taken:
                sink.add(clashing_port_name.report(name, taken[name]))
            taken.setdefault(name, f"an {kind}" if kind[0] == "e" else f"a {kind}")


def _check_field_names(port: WrittenPort, sink: Diagnostics) -> None:
    for name, kind, reserved in _small_names(port):
        if not port_names.is_free(name, reserved):
            sink.add(unusable_port_name.report(name, kind, f"{name}_"))


def _small_names(port: WrittenPort) -> Iterator[tuple[Text, str, frozenset[str]]]:
    records = [item for item in port.types.values() if not isinstance(item, EnumType)]
    for fields in records:
        yield from ((name, "field", port_names.FIELDS) for name in fields)
    for fields in port.errors.values():
        yield from ((name, "field of an error", port_names.ERROR_FIELDS) for name in fields)
    for name, operation in port.operations.items():
        yield name, "operation", port_names.OPERATIONS
        inputs = port_names.INPUTS | {"key"} if operation.key else port_names.INPUTS
        yield from ((name, "input", inputs) for name in operation.in_)


def _check_definitions(port: WrittenPort, sink: Diagnostics) -> None:
    for name, item in port.types.items():
        if isinstance(item, EnumType):
            if not item.enum and not _holds_finding(item.place.values["enum"], sink):
                sink.add(empty_enum.report(name))
        elif not item.place.keys:
            sink.add(record_without_fields.report(name))


def _holds_finding(span: Span, sink: Diagnostics) -> bool:
    """Whether something within a place was reported: words stand there, and could not be read."""
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    found = (item.span for item in sink if item.span is not None and item.span.file == span.file)
    return any(start <= (one.line, one.column) < end for one in found)


def _check_endless(port: WrittenPort, bound: Port, sink: Diagnostics) -> None:
    """Each circle is told once, at the first of its records by name."""
    told: set[frozenset[str]] = set()
    for record in (item for item in bound.types if isinstance(item, PortRecord)):
        for field in record.fields if record.name in port.types else ():
            way = _way_back(bound, field, record.name)
            if way is not None and frozenset(way) not in told:
                told.add(frozenset(way))
                span = _written(port, record.name).place.values[field.name]
                sink.add(endless_record.report(span, (record.name, *way), spelled(field.type)))


def _written(port: WrittenPort, record: str) -> Fields:
    fields = port.types[record]
    assert not isinstance(fields, EnumType)
    return fields


def _way_back(bound: Port, field: PortField, home: str) -> tuple[str, ...] | None:
    """The records from a field's on to `home`, if each must hold the next."""
    pending: list[tuple[str, ...]] = [(name,) for name in _must_hold([field])]
    seen: set[str] = set()
    while pending:
        way = pending.pop(0)
        if way[-1] == home:
            return way
        record = bound.type(way[-1])
        if isinstance(record, PortRecord) and record.name not in seen:
            seen.add(record.name)
            pending += [(*way, name) for name in _must_hold(record.fields)]
    return None


def _must_hold(fields: Iterable[PortField]) -> list[str]:
    return [field.type.name for field in fields if isinstance(field.type, PortNamed)]
