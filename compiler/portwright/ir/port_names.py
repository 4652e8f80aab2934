"""Names in the packages of ports: what they are called, and what they use themselves.

A test reads the templates to see that nothing that they use is missing here.
"""

from __future__ import annotations

import keyword
from typing import Final

from portwright.ir import reserved
from portwright.ir.naming import package_name
from portwright.ir.port import sync_name

ENDING: Final = ".port.yaml"
# What class bodies use: a field or a method of this name would hide it from those below.
_IN_BODIES: Final = frozenset(("bool", "bytes", "dt", "int", "str", "tuple"))
_MODULE_NAMES: Final = frozenset(
    (
        *("Any", "AsyncIterator", "Decimal", "Iterator", "Mapping", "Money", "Protocol"),
        *("Sequence", "StrEnum", "UNSET", "UnsetType"),
    )
)
# What an adapter has beside its operations, each of which is one of the vendor's client too.
_ADAPTER: Final = reserved.CLIENT_ATTRIBUTES | reserved.METHODS | {"client", "wire"}
# What every exception has, and what its constructor calls.
_EXCEPTION: Final = frozenset(("add_note", "args", "super", "with_traceback"))

CLASSES: Final = _MODULE_NAMES | reserved.BUILTINS
FIELDS: Final = _IN_BODIES | {"self"}
ERROR_FIELDS: Final = FIELDS | _EXCEPTION
INPUTS: Final = frozenset(("self",))
OPERATIONS: Final = _IN_BODIES | _ADAPTER


def is_free(name: str, taken: frozenset[str]) -> bool:
    """Whether Python and the generated modules leave a name to others."""
    return name not in taken and not keyword.iskeyword(name)


def port_package(file: str) -> str | None:
    """The package of a port's file (`payments.port.yaml` is `payments`); None when no package can
    be named after it."""
    if not file.endswith(ENDING):
        return None
    name = package_name(file.removesuffix(ENDING))
    return name if name.isidentifier() and not keyword.iskeyword(name) else None


def error_base(port: str) -> str:
    """The class that all errors of a port are of: `PaymentsPort` raises a `PaymentsError`."""
    return f"{port.removesuffix('Port') or port}Error"


def own_classes(port: str) -> tuple[str, ...]:
    """The classes that a port's package defines beside those that the port names."""
    return (port, sync_name(port), error_base(port))
