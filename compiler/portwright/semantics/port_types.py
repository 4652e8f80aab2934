"""Type expressions of a port, bound: names to what they mean, and each kind in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import (
    Port,
    PortEnum,
    PortForeign,
    PortKind,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortRecord,
    PortScalar,
    PortStream,
    PortType,
    spelled,
)
from portwright.language.port import Port as WrittenPort
from portwright.language.types import (
    SCALAR_TYPES,
    ContainerType,
    NamedType,
    NullableType,
    ScalarType,
    Type,
    UnsetType,
)
from portwright.rules.ports import misplaced_stream, misplaced_unset, unknown_port_type
from portwright.semantics.port_imports import Imports
from portwright.source.span import Text


class TypeBinder:
    """Binds the types of one port."""

    def __init__(
        self,
        port: WrittenPort,
        imports: Imports,
        imported: Mapping[str, Port],
        sink: Diagnostics,
    ) -> None:
        self._port = port
        self._imports = imports
        self._others = imported
        self._sink = sink

    @property
    def imported(self) -> tuple[PortEnum | PortRecord, ...]:
        """The types of other ports that this one leads to."""
        own = self._port.types
        return tuple(item for name, item in self._imports.types.items() if name not in own)

    def result(self, written: Type) -> PortType:
        """The `out` of an operation, which alone may be a stream."""
        if isinstance(written, ContainerType) and written.container == "stream":
            return PortStream(self.value(written.item))
        return self.value(written)

    def value(self, written: Type) -> PortType:
        """A type that is no stream and cannot be unset; what is, is reported and goes without."""
        match written:
            case ScalarType(name=name):
                return PortScalar(cast("PortKind", str(name)))
            case NamedType(name=name):
                return self._named(name)
            case NullableType(item=item):
                return PortNullable(self.value(item))
            case ContainerType(container=container, item=item):
                return self._container(written, container, self.value(item))
            case UnsetType(item=item):
                bound = self.value(item)
                self._sink.add(misplaced_unset.report(written.span, spelled(bound)))
                return bound
            case _:
                raise TypeError(type(written).__name__)

    def _container(self, written: Type, container: str, item: PortType) -> PortType:
        if container == "stream":
            self._sink.add(misplaced_stream.report(written.span, spelled(item)))
        return PortMap(item) if container == "map" else PortList(item)

    def _named(self, name: Text) -> PortType:
        imported = self._imports.named.get(name)
        unread = imported.type is None if imported else name not in self._port.types
        if imported is None and not self._port.types.declares(name):
            named = [*self._port.types, *self._imports.known]
            holders = [file for file, port in self._others.items() if port.type(name) is not None]
            self._sink.add(unknown_port_type.report(name, named, SCALAR_TYPES, holders))
        return PortForeign(str(name)) if unread else PortNamed(str(name))
