"""Classes of a port whose names the modules of an adapter use themselves, by other names there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portwright.ir.mapping import ITEM_VARIABLES
from portwright.ir.naming import free
from portwright.ir.port import (
    Port,
    PortField,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortOperation,
    PortStream,
    PortType,
)
from portwright.ir.reserved import (
    ADAPTER_CLASSES,
    ADAPTER_NAMES,
    DOMAIN_ERROR_NAMES,
    MAPPING_NAMES,
    client_classes,
)


def aliases(port: Port, prefix: str, adapter: str) -> dict[str, str]:
    """Names of the port that are taken, each with what it is called instead."""
    own = {adapter, f"Sync{adapter}", f"{prefix}NotFound", *client_classes(prefix)}
    names = {port.name, f"Sync{port.name}"}
    names.update(item.name for item in (*port.types, *port.errors))
    taken = ADAPTER_CLASSES | ADAPTER_NAMES | MAPPING_NAMES | DOMAIN_ERROR_NAMES | own
    taken |= set(ITEM_VARIABLES)
    found = {name: free(name, taken | (names - {name})) for name in names}
    return {name: other for name, other in sorted(found.items()) if name != other}


def aliased_port(port: Port, names: Mapping[str, str]) -> Port:
    """The port as the adapter's modules call it; what its operations raise keeps its name."""
    if not names:
        return port
    return replace(
        port,
        name=names.get(port.name, port.name),
        types=tuple(replace(item, name=names.get(item.name, item.name)) for item in port.types),
        errors=tuple(replace(item, name=names.get(item.name, item.name)) for item in port.errors),
        operations=tuple(aliased_operation(item, names) for item in port.operations),
    )


def aliased_operation(operation: PortOperation, names: Mapping[str, str]) -> PortOperation:
    out = aliased(operation.out, names) if operation.out is not None else None
    inputs = tuple(_field(item, names) for item in operation.inputs)
    return replace(operation, inputs=inputs, out=out)


def _field(field: PortField, names: Mapping[str, str]) -> PortField:
    return replace(field, type=aliased(field.type, names))


def aliased(found: PortType, names: Mapping[str, str]) -> PortType:
    """A type in the same terms."""
    match found:
        case PortNamed(name):
            return PortNamed(names.get(name, name))
        case PortList(item) | PortStream(item) | PortNullable(item):
            return replace(found, item=aliased(item, names))
        case PortMap(value):
            return replace(found, value=aliased(value, names))
    return found
