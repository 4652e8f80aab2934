"""What the functions of an adapter are called: no name hides what its module uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from portwright.ir.mapping import ITEM_VARIABLES
from portwright.ir.naming import free, snake
from portwright.ir.port import Port, PortOperation
from portwright.ir.reserved import ANSWER_NAMES, REQUEST_NAMES

_PARTS: Final = ("result", "item", "where")
_NO_NAME: Final = re.compile(r"\W")


def answer_function(mapping: str, schema: str, *, is_first: bool, port: Port) -> str:
    """The function of a mapping that reads one of the schemas that the mapping names."""
    wished = mapping if is_first else f"{mapping}_of_{snake(schema)}"
    own = {f"{operation.name}_{part}" for operation in port.operations for part in _PARTS}
    return free(wished, ANSWER_NAMES | own | set(ITEM_VARIABLES))


def send_function(mapping: str, port: Port, *, in_form: bool) -> str:
    """The function of a mapping that makes an object to send."""
    own = {builder(operation.name, port) for operation in port.operations}
    wished = f"{mapping}_in_form" if in_form else mapping
    return free(wished, REQUEST_NAMES | own | set(ITEM_VARIABLES))


def builder(operation: str, port: Port) -> str:
    """The function that makes the request of an operation."""
    others = {item.name for item in port.operations} - {operation}
    return free(operation, REQUEST_NAMES | others | set(ITEM_VARIABLES))


def variables(operation: PortOperation, port: Port, sending: Iterable[str]) -> dict[str, str]:
    """What the inputs of an operation are called in the function that makes its request; `sending`
    are the mappings that may be called there."""
    functions = {
        send_function(name, port, in_form=in_form) for name in sending for in_form in (False, True)
    }
    inputs = {item.name for item in operation.inputs}
    taken = REQUEST_NAMES | functions | set(ITEM_VARIABLES)
    return {name: free(name, taken | (inputs - {name})) for name in inputs}


def table(place: tuple[str, ...]) -> str:
    """The constant of a place."""
    return "_".join(("", *(_NO_NAME.sub("_", word) for word in place))).upper()
