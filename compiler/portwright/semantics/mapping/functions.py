"""What the functions of an adapter are called: no name hides what its module uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from portwright.ir.mapping import ITEM_VARIABLES
from portwright.ir.naming import apart, free, snake
from portwright.ir.port import Port, PortOperation
from portwright.ir.reserved import ANSWER_NAMES, REQUEST_NAMES
from portwright.language import mappings as language
from portwright.language.record import Table

_PARTS: Final = ("result", "item", "where")
# What the functions that make requests call the caller's idempotency key.
_KEY: Final = "key"
_NO_NAME: Final = re.compile(r"\W", re.ASCII)


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions of named mappings: `read` by mapping and schema, `sent` by mapping and whether
    it is for a form."""

    read: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sent: Mapping[tuple[str, bool], str] = field(default_factory=dict)


def functions(mappings: Table[language.Mapping], port: Port) -> Functions:
    """Each has a name of its own, whatever the others are called; order means nothing."""
    names = sorted(str(name) for name in mappings)
    read = {(name, str(mappings[name].from_[0])): name for name in names}
    for name in names:
        for schema in sorted(map(str, mappings[name].from_)):
            read.setdefault((name, schema), f"{name}_of_{snake(schema)}")
    sent = {(name, False): name for name in names}
    sent.update({(name, True): f"{name}_in_form" for name in names})
    results = {f"{operation.name}_{part}" for operation in port.operations for part in _PARTS}
    builders = {builder(operation.name, port) for operation in port.operations}
    of_both = {*ITEM_VARIABLES, *_classes(port)}
    return Functions(
        apart(read, ANSWER_NAMES | results | of_both),
        apart(sent, REQUEST_NAMES | builders | of_both | {_KEY}),
    )


def builder(operation: str, port: Port) -> str:
    """The function that makes the request of an operation."""
    others = {item.name for item in port.operations} - {operation}
    return free(operation, REQUEST_NAMES | others | {*ITEM_VARIABLES, *_classes(port)})


def variables(operation: PortOperation, port: Port, called: Iterable[str]) -> dict[str, str]:
    """What the inputs of an operation are called in the function that makes its request; `called`
    are the functions of mappings that may be called there."""
    inputs = {item.name for item in operation.inputs}
    taken = REQUEST_NAMES | {*called, *ITEM_VARIABLES, *_classes(port)}
    return {name: free(name, taken | (inputs - {name})) for name in inputs}


def _classes(port: Port) -> set[str]:
    """As they are called there; the team's own need not begin with a capital."""
    names = {item.name for item in (*port.types, *port.errors)}
    return names | {f"{name}_" for name in names}


def tables(places: Iterable[str]) -> dict[str, str]:
    """The constants of places: no two alike, and in whatever order they were found."""
    return apart({place: f"_{_NO_NAME.sub('_', place)}".upper() for place in sorted(places)}, ())
