"""Whether a value of one type may stand where another is wanted."""

from __future__ import annotations

from portwright.ir.port import (
    PortForeign,
    PortList,
    PortMap,
    PortNullable,
    PortScalar,
    PortStream,
    PortType,
)
from portwright.signatures import known

# Kinds that are one type in Python, or of which one is a kind of the other.
_ALSO = {("id", "string"), ("string", "id"), ("bool", "int")}


def fits(given: PortType, wanted: PortType) -> bool:
    """Of a foreign type the type checker judges, but a float is never a scalar of a port."""
    match given, wanted:
        case (PortNullable(item), PortNullable(other)):
            return fits(item, other)
        case (PortNullable(), PortForeign()):
            return True
        case (PortNullable(), _):
            return False
        case (_, PortNullable(other)):
            return fits(given, other)
        case (PortForeign(spelled), PortScalar()) | (PortScalar(), PortForeign(spelled)):
            return spelled not in known.NEVER_SCALAR
        case (PortForeign(), _) | (_, PortForeign()):
            return True
        case (PortScalar(kind), PortScalar(other_kind)):
            return kind == other_kind or (kind, other_kind) in _ALSO
        case (
            (PortList(item), PortList(other))
            | (PortMap(item), PortMap(other))
            | (PortStream(item), PortStream(other))
        ):
            return fits(item, other)
        case _:
            return given == wanted
