"""A Protocol of the team's as a port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.ir.port import (
    Origin,
    Port,
    PortEnum,
    PortError,
    PortRecord,
)
from portwright.rules.hooks import mixed_protocol, not_a_protocol, unknown_port_module
from portwright.signatures import known
from portwright.signatures.enums import enum_members
from portwright.signatures.expressions import expression, generic
from portwright.signatures.model import Class, Definition, Module
from portwright.signatures.modules import Modules
from portwright.signatures.operations import (
    Form,
    Method,
    form,
    is_awaited_stream,
    methods,
    operation,
    raised_errors,
)
from portwright.signatures.records import error_fields, is_error, record_fields
from portwright.signatures.scope import Scope
from portwright.signatures.types import TypeReader
from portwright.source.span import Text


def python_port(dotted: Text, modules: Modules, sink: Diagnostics) -> Port | None:
    """The port that a Protocol is, read from its text; None when anything was wrong with it.

    Findings stand at `dotted`, the Protocol's name in the spec, and name the file and the line of
    the team's source.
    """
    scope = Scope(modules, dotted)
    found = _protocol(scope)
    port = _port(scope, found) if found is not None else None
    for diagnostic in scope.sink:
        sink.add(diagnostic)
    return None if scope.sink.has_errors else port


def _protocol(scope: Scope) -> Definition | None:
    name, _, last = scope.dotted.rpartition(".")
    module = scope.module(name)
    meaning = scope.meaning(module, last) if module is not None else None
    if not isinstance(meaning, Definition):
        if not scope.sink.has_errors:
            scope.sink.add(_nowhere(scope, module))
        return None
    if not _is_protocol(scope, meaning.module, meaning.item.name):
        reason = "is no Protocol" if isinstance(meaning.item, Class) else "is no class"
        scope.sink.add(not_a_protocol.other(scope.dotted.span, last, meaning.place, reason))
        return None
    return meaning


def _nowhere(scope: Scope, module: Module | None) -> Diagnostic:
    """What is wrong with a name that leads to no definition."""
    span, modules = scope.dotted.span, scope.modules
    name, _, last = scope.dotted.rpartition(".")
    whole = scope.module(scope.dotted)
    if whole is not None:
        return not_a_protocol.module(span, scope.dotted, _protocols(scope, whole))
    if module is not None:
        return not_a_protocol.missing(span, name, last, _protocols(scope, module))
    return unknown_port_module.report(span, name, modules.near(name), modules.searched)


def _protocols(scope: Scope, module: Module) -> list[str]:
    return [name for name in module.items if _is_protocol(scope, module, name)]


def _is_protocol(scope: Scope, module: Module, name: str) -> bool:
    """Whether `Protocol` stands among a class's own bases, as typing has it."""
    item = module.items[name]
    return isinstance(item, Class) and any(
        scope.meaning(module, generic(expression(base))) == known.PROTOCOL for base in item.bases
    )


def _port(scope: Scope, protocol: Definition) -> Port:
    reader = TypeReader(scope)
    found = methods(scope, protocol)
    operations = tuple(operation(reader, method) for method in found)
    errors = tuple(_errors(reader, protocol.module, found))
    form = _form(reader, protocol, found)
    return Port(
        protocol.item.name,
        Origin(module=protocol.module.name),
        tuple(_types(reader)),
        errors,
        operations,
        is_async=form == "async",
        is_sync=form == "sync",
    )


def _form(reader: TypeReader, protocol: Definition, found: list[Method]) -> Form:
    """The form of all methods; where they differ, that is reported."""
    span, sink = reader.scope.dotted.span, reader.scope.sink
    by_form = {form(reader, method): method.function.name for method in reversed(found)}
    if len(by_form) > 1:
        sink.add(
            mixed_protocol.mixed(
                span, protocol.item.name, protocol.place, by_form["sync"], by_form["async"]
            )
        )
    for method in found:
        if is_awaited_stream(reader, method):
            sink.add(mixed_protocol.awaited_stream(span, method.name, method.place))
    if not found:
        reason = "has no methods"
        sink.add(not_a_protocol.other(span, protocol.item.name, protocol.place, reason))
    return next(iter(by_form), "async")


def _errors(reader: TypeReader, module: Module, found: Iterable[Method]) -> Iterator[PortError]:
    """What methods raise, and what else the Protocol's module defines: a rule may name it."""
    scope = reader.scope
    named = [error for method in found for error in raised_errors(scope, method)]
    own = [Definition(module, item) for key, item in module.items.items() if key[0] != "_"]
    by_name: dict[str, Definition] = {}
    for error in (*named, *(item for item in own if is_error(scope, item))):
        by_name.setdefault(error.item.name, error)
    for name, error in by_name.items():
        fields = error_fields(reader, error)
        if fields is not None:
            yield PortError(name, fields, Origin(module=error.module.name))


def _types(reader: TypeReader) -> Iterator[PortEnum | PortRecord]:
    """The classes that annotations named; fields of records may name more."""
    done: set[str] = set()
    while waiting := [name for name in reader.classes if name not in done]:
        for name in waiting:
            done.add(name)
            yield _type(reader, reader.classes[name])


def _type(reader: TypeReader, found: Definition) -> PortEnum | PortRecord:
    origin = Origin(module=found.module.name)
    members = enum_members(reader.scope, found)
    if members is not None:
        return PortEnum(found.item.name, members, origin)
    return PortRecord(found.item.name, record_fields(reader, found), origin)
