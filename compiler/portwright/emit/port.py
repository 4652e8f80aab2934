"""The package of a port: its types, errors and events, and its Protocol in async and sync form."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from portwright.emit.manifest import RUNTIME_API
from portwright.emit.port_types import default, field_annotation, result_annotation
from portwright.emit.python import literal, prose
from portwright.emit.template import render_template
from portwright.emit.tools import versions
from portwright.ir.port import (
    Port,
    PortEnum,
    PortError,
    PortField,
    PortOperation,
    PortRecord,
    PortStream,
    PortType,
    is_nullable_type,
    names_in,
    sync_name,
)
from portwright.ir.port_contract import contract, members
from portwright.ir.port_names import error_base
from portwright.ir.port_package import PortPackage

# What shapes the bytes of a port's package.
TOOLS: Final = ("jinja2", "ruff")
_WIDTH: Final = 92
_KEYS: Final = {"none": (), "optional": ("key: str | None = None",), "required": ("key: str",)}


@dataclass(frozen=True, slots=True)
class FieldView:
    """`source` is how it is declared, in a class body or among parameters."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A record, an error or an event."""

    name: str
    fields: tuple[FieldView, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodView:
    name: str
    parameters: str
    result: str
    is_awaited: bool
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtocolView:
    name: str
    doc: str
    methods: tuple[MethodView, ...]


def render_port(package: PortPackage) -> dict[str, str]:
    """Source by file name, unformatted; without a module for what the port has none of."""
    port = package.port
    context = _context(package)
    defined = {name: sorted(names) for name, names in _defined(port).items() if names}
    every = sorted(literal(name) for names in defined.values() for name in names)
    whole = {**context, "exports": defined.items(), "every": every}
    return {
        "__init__.py": render_template("port/package.py.jinja", whole),
        **{
            f"{name}.py": render_template(
                f"port/{name}.py.jinja", {**context, "imports": list(_imports(port, name))}
            )
            for name in defined
        },
    }


def port_manifest(package: PortPackage) -> dict[str, Any]:
    """Without `outputs`; `contract` and `members` say what the port meant when it was compiled."""
    port = package.port
    return {
        "manifest": 1,
        "port": port.name,
        "package": port.origin.package,
        "runtime_api": RUNTIME_API,
        "tools": versions(TOOLS),
        "sources": {
            item.role: {"name": item.name, "sha256": item.sha256} for item in package.sources
        },
        "contract": contract(port),
        "members": members(port),
    }


def _context(package: PortPackage) -> dict[str, Any]:
    port = package.port
    own = [item for item in port.types if item.origin == port.origin]
    return {
        "file": prose(package.sources[0].name),
        "port": port.name,
        "base": error_base(port.name),
        "sources": [
            {"role": item.role, "name": prose(item.name), "sha256": item.sha256}
            for item in package.sources
        ],
        "enums": [
            {"name": item.name, "members": [(m.name, literal(m.value)) for m in item.members]}
            for item in own
            if isinstance(item, PortEnum)
        ],
        "records": [
            ClassView(item.name, _fields(item.fields))
            for item in own
            if isinstance(item, PortRecord)
        ],
        "errors": [_error(item, port) for item in port.errors],
        "events": [
            ClassView(item.name, _fields((PortField("data", item.carries),)))
            for item in port.events
        ],
        "protocols": [_protocol(port, is_async=is_async) for is_async in (True, False)],
    }


def _defined(port: Port) -> dict[str, list[str]]:
    """What each module defines; one that defines nothing is not made."""
    errors = [item.name for item in port.errors]
    return {
        "types": [item.name for item in port.types if item.origin == port.origin],
        "errors": [error_base(port.name), *errors] if errors else [],
        "events": [item.name for item in port.events],
        "port": [port.name, sync_name(port.name)] if port.operations else [],
    }


def _imports(port: Port, module: str) -> Iterator[tuple[str, str]]:
    """Modules of this and other ports, and the types that one of the modules uses from each."""
    named = {name for type in _types_of(port, module) for name in names_in(type)}
    found: dict[str, list[str]] = {}
    for item in port.types:
        own = item.origin == port.origin
        if item.name in named and not (own and module == "types"):
            found.setdefault("types" if own else f".{item.origin.package}", []).append(item.name)
    yield from ((name, ", ".join(sorted(found[name]))) for name in sorted(found))


def _types_of(port: Port, module: str) -> Iterator[PortType]:
    match module:
        case "types":
            own = [item for item in port.types if item.origin == port.origin]
            yield from (f.type for item in own if isinstance(item, PortRecord) for f in item.fields)
        case "errors":
            yield from (field.type for error in port.errors for field in error.fields)
        case "events":
            yield from (event.carries for event in port.events)
        case _:
            yield from (field.type for item in port.operations for field in item.inputs)
            yield from (item.out for item in port.operations if item.out is not None)


def _fields(fields: tuple[PortField, ...]) -> tuple[FieldView, ...]:
    return tuple(FieldView(item.name, _declared(item)) for item in fields)


def _declared(field: PortField, *, for_input: bool = False) -> str:
    """`note: str | None = None`"""
    annotation, value = field_annotation(field, for_input=for_input), default(field)
    return f"{field.name}: {annotation}" + (f" = {value}" if value else "")


def _error(error: PortError, port: Port) -> ClassView:
    raising = [item.name for item in port.operations if error.name in item.raises]
    doc = f"Raised by {_listed(raising, 'and') or 'no operation'}."
    return ClassView(error.name, _fields(error.fields), tuple(textwrap.wrap(doc, _WIDTH)))


def _protocol(port: Port, *, is_async: bool) -> ProtocolView:
    name = port.name if is_async else sync_name(port.name)
    twin = f"The synchronous twin of {port.name}." if not is_async else ""
    doc = twin or "What an adapter of any vendor does."
    return ProtocolView(name, doc, tuple(_method(item, is_async) for item in port.operations))


def _method(operation: PortOperation, is_async: bool) -> MethodView:
    inputs = [_declared(item, for_input=True) for item in operation.inputs]
    named = [*inputs, *_KEYS[operation.key]]
    return MethodView(
        name=operation.name,
        parameters=", ".join(["self", "*", *named] if named else ["self"]),
        result=result_annotation(operation.out, is_async=is_async),
        is_awaited=is_async and not isinstance(operation.out, PortStream),
        doc=tuple(_doc(operation)),
    )


def _doc(operation: PortOperation) -> Iterator[str]:
    """What the signature does not say."""
    if isinstance(operation.out, PortStream):
        yield "Fetched page after page, as it is iterated."
    unset = [item for item in operation.inputs if item.may_be_unset]
    if unset:
        clears = "; None clears it" if any(is_nullable_type(item.type) for item in unset) else ""
        yield f"What is left out stays as it is{clears}."
    if operation.key != "none":
        without = "; without it, each has its own" if operation.key == "optional" else ""
        yield f"Calls with the same `key` count as one{without}."
    if operation.raises:
        yield f"Raises {_listed(operation.raises, 'or')}."


def _listed(names: tuple[str, ...] | list[str], word: str) -> str:
    """`a, b and c`"""
    *most, last = names or [""]
    return f"{', '.join(most)} {word} {last}" if most else last
