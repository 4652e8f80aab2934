"""Binds a port: every name to what it means, every type to one that back ends know.

What could not be read or is not known is a PortForeign in what comes out, so that whoever looks
at the port need not report it again; the sink has an error then, and nothing is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import (
    Member,
    Origin,
    Port,
    PortEnum,
    PortError,
    PortEvent,
    PortField,
    PortForeign,
    PortOperation,
    PortRecord,
    PortType,
    is_nullable_type,
)
from portwright.language.port import EnumType, Fields
from portwright.language.port import Port as WrittenPort
from portwright.language.port import PortOperation as WrittenOperation
from portwright.language.types import Type, UnsetType
from portwright.rules.ports import repeated_port_name, undefined_error
from portwright.semantics.port_checks import check_port
from portwright.semantics.port_imports import bind_imports
from portwright.semantics.port_types import TypeBinder
from portwright.semantics.port_use import check_use
from portwright.source.span import Text

_UNREAD = PortForeign("object")


def bind_port(
    port: WrittenPort, package: str, imported: Mapping[str, Port], sink: Diagnostics
) -> Port:
    """`imported` are the ports of `imports`, by their files as written there; one that is missing
    could not be read, which is reported already."""
    imports = bind_imports(port, imported, sink)
    types = TypeBinder(port, imports, imported, sink)
    bound = _PortBinder(port, Origin(package), types, sink).bound()
    check_port(port, bound, imports, sink)
    check_use(port, bound, imports, sink)
    return bound


class _PortBinder:
    """One pass over what is written; the order of keys means nothing and does not get out."""

    def __init__(
        self, port: WrittenPort, origin: Origin, types: TypeBinder, sink: Diagnostics
    ) -> None:
        self._port = port
        self._origin = origin
        self._types = types
        self._sink = sink

    def bound(self) -> Port:
        port = self._port
        own = [self._type(name, item) for name, item in port.types.items()]
        errors = [
            PortError(str(name), self._fields(fields), self._origin)
            for name, fields in port.errors.items()
        ]
        events = [
            PortEvent(str(n), self._types.value(carried)) for n, carried in port.events.items()
        ]
        return Port(
            name=str(port.port),
            origin=self._origin,
            types=tuple(sorted([*own, *self._types.imported], key=self._rank)),
            errors=tuple(sorted(errors, key=lambda item: item.name)),
            operations=tuple(self._operation(*item) for item in sorted(port.operations.items())),
            events=tuple(sorted(events, key=lambda item: item.name)),
        )

    def _rank(self, item: PortEnum | PortRecord) -> tuple[bool, bool, str]:
        return (item.origin != self._origin, isinstance(item, PortRecord), item.name)

    def _type(self, name: Text, written: EnumType | Fields) -> PortEnum | PortRecord:
        if not isinstance(written, EnumType):
            return PortRecord(str(name), self._fields(written), self._origin)
        words = self._each_once(written.enum, f"the enum `{name}`")
        members = tuple(Member(word.upper(), word) for word in words)
        return PortEnum(str(name), members, self._origin)

    def _fields(self, fields: Fields) -> tuple[PortField, ...]:
        bound = [_field(str(name), self._types.value(item)) for name, item in fields.items()]
        return _ordered([*bound, *_unread(fields)])

    def _operation(self, name: Text, written: WrittenOperation) -> PortOperation:
        inputs = [self._input(str(name), item) for name, item in written.in_.items()]
        return PortOperation(
            name=str(name),
            inputs=_ordered([*inputs, *_unread(written.in_)]),
            out=self._types.result(written.out) if written.out is not None else None,
            raises=tuple(self._raises(name, written)),
            key="none" if not written.key else "optional" if written.key is True else "required",
        )

    def _input(self, name: str, written: Type) -> PortField:
        if isinstance(written, UnsetType):
            return PortField(name, self._types.value(written.item), True, True)
        return _field(name, self._types.value(written))

    def _raises(self, operation: Text, written: WrittenOperation) -> Iterator[str]:
        for name in self._each_once(written.raises, f"`{operation}`"):
            if self._port.errors.declares(name):
                yield name
            else:
                self._sink.add(undefined_error.report(name, self._port.errors))

    def _each_once(self, names: tuple[Text, ...], where: str) -> tuple[Text, ...]:
        once: dict[str, Text] = {}
        for name in names:
            if name in once:
                self._sink.add(repeated_port_name.report(name, where))
            once.setdefault(name, name)
        return tuple(once.values())


def _field(name: str, type: PortType) -> PortField:
    return PortField(name, type, has_default=is_nullable_type(type))


def _unread(fields: Fields) -> Iterator[PortField]:
    """Fields that were written and could not be read."""
    yield from (PortField(name, _UNREAD) for name in fields.place.keys if name not in fields)


def _ordered(fields: list[PortField]) -> tuple[PortField, ...]:
    """The id first, then what must be given, then the rest; by name in each."""
    return tuple(sorted(fields, key=lambda item: (item.name != "id", item.has_default, item.name)))
