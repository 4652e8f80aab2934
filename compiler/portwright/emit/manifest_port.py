"""What the manifest says of the port that a vendor stands behind."""

from __future__ import annotations

from typing import Any

from portwright.ir.mapping import Adapter
from portwright.ir.port import PortList, PortOperation, PortStream, PortType, sync_name
from portwright.ir.port_contract import recorded


def of_port(adapter: Adapter) -> dict[str, Any]:
    """The port that the adapter is of, as it was then, and the adapter itself."""
    return {
        "port": recorded(adapter.port),
        "adapter": {
            "async": adapter.class_name,
            "sync": sync_name(adapter.class_name),
            "operations": {item.port.name: _adapted(item.port) for item in adapter.operations},
        },
    }


def _adapted(operation: PortOperation) -> dict[str, Any]:
    return {
        "inputs": [item.name for item in operation.inputs],
        "key": operation.key,
        "result": _result(operation.out),
        "raises": list(operation.raises),
    }


def _result(out: PortType | None) -> str:
    match out:
        case None:
            return "none"
        case PortStream():
            return "stream"
        case PortList():
            return "list"
    return "value"
