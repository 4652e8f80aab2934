"""What the templates of an adapter see: its functions and methods, already spelled in Python."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portwright.emit.expressions import UNSET, Spelling
from portwright.emit.port_types import annotation as port_annotation
from portwright.emit.port_types import default, field_annotation, result_annotation
from portwright.emit.python import annotation, literal, prose
from portwright.ir.integration import Integration, Operation
from portwright.ir.mapping import (
    ITEM_VARIABLES,
    Adapter,
    AdapterOperation,
    AllOf,
    Mapper,
    RaisedError,
    SendMapper,
    Table,
)
from portwright.ir.naming import apart, identifier
from portwright.ir.port import (
    Port,
    PortEnum,
    PortField,
    PortNamed,
    PortOperation,
    PortRecord,
    PortStream,
)
from portwright.ir.reserved import ADAPTER_CLASSES, DOMAIN_ERROR_NAMES, MAPPING_NAMES
from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Json,
    Map,
    Named,
    Null,
    Scalar,
    Union,
)

_WIDTH: Final = 92
# What methods of an adapter use: an input of such a name is left its name.
_LOCALS: Final = ("request", "answer", "listing")
_MODULES: Final = ("domain_errors", "mappings", "requests")
_PORT_SIDES: Final = (Scalar, Null, Choice, Named, Array, Map, Json, Anything, Union)


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A function: `parameters` with annotations, `body` the expression that it returns."""

    name: str
    parameters: str
    result: str
    doc: str
    body: str


@dataclass(frozen=True, slots=True)
class TableView:
    name: str
    annotation: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method of an adapter, in both forms."""

    name: str
    builder: str
    constant: str
    parameters: str
    arguments: str
    result: str
    sync_result: str
    is_stream: bool
    mapper: str
    where: str
    reads_headers: bool
    null_on_not_found: bool
    doc: tuple[str, ...]
    local: Mapping[str, str]
    raises: tuple[tuple[str, str], ...]


def adapter_context(integration: Integration, adapter: Adapter) -> dict[str, Any]:
    """Everything that the templates of the adapter use beside what all templates do."""
    port, taken = adapter.port, _taken(adapter)
    answers, requests = Spelling(taken=taken), Spelling(taken=taken)
    wire = {operation.name: operation for operation in integration.operations}
    mappers = [_mapper(item, answers) for item in adapter.mappers]
    senders = [_sender(item, requests) for item in adapter.send_mappers]
    builders = [_builder(item, requests) for item in adapter.operations]
    raised = _builder_names(adapter)
    read = [_table(item, port, answers) for item in adapter.tables if not _is_sent(item)]
    sent = [_table(item, port, requests) for item in adapter.tables if _is_sent(item)]
    return {
        "adapter": adapter.class_name,
        "port": port.name,
        "port_imports": list(_imports(port, adapter.originals)),
        "exponents": [(literal(code), digits) for code, digits in adapter.exponents],
        "mappers": mappers,
        "senders": senders,
        "builders": builders,
        "read_tables": read,
        "sent_tables": sent,
        "answer_modules": sorted(answers.modules.items()),
        "request_modules": sorted(requests.modules.items()),
        "raised": [_raised(item, raised[item.name]) for item in adapter.raised],
        "module": _free(_MODULES, [item for op in port.operations for item in op.inputs]),
        "methods": [_method(item, wire[item.port.name], raised) for item in adapter.operations],
        "proofs": list(_proofs(port, adapter.class_name, adapter.originals)),
    }


def _imports(port: Port, originals: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Modules and the names taken from each: relative for a generated port. `originals` are the
    port's own names for those that have another one here."""
    found: dict[str, set[str]] = {_module(port.origin.package, port.origin.module): set()}
    names: list[tuple[str, PortEnum | PortRecord | Any]] = [
        *((item.name, item) for item in port.types),
        *((item.name, item) for item in port.errors),
    ]
    for name, item in names:
        found.setdefault(_module(item.origin.package, item.origin.module), set()).add(name)
    own = found[_module(port.origin.package, port.origin.module)]
    own.update(name for _, name in _proofs(port, "", originals))
    for module, taken in sorted(found.items()):
        spelled = (
            f"{originals[name]} as {name}" if name in originals else name for name in sorted(taken)
        )
        yield module, ", ".join(spelled)


def _module(package: str, module: str) -> str:
    return module or f"..ports.{package}"


def _proofs(port: Port, adapter: str, originals: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Which class fits which Protocol, for the type checker to prove."""
    if port.is_async:
        yield adapter, port.name
    if port.is_sync:
        yield f"Sync{adapter}", port.name if port.origin.module else _sync(port.name, originals)


def _sync(name: str, originals: Mapping[str, str]) -> str:
    """The twin of a Protocol, which may have another name here too."""
    wished = f"Sync{originals.get(name, name)}"
    return next((alias for alias, other in originals.items() if other == wished), wished)


def _mapper(item: Mapper, spelling: Spelling) -> FunctionView:
    spelling.begin()
    parameters = f"found: {annotation(item.source)}"
    if item.reads_headers:
        parameters += ", headers: Headers"
    result = port_annotation(item.result, for_input=False)
    source = prose(item.source_title)
    doc = f"`{source}` as {result}."
    if isinstance(item.body, AllOf):
        doc = f"Whether an item (`{source}`) is taken."
    return FunctionView(item.name, parameters, result, doc, spelling.value(item.body))


def _sender(item: SendMapper, spelling: Spelling) -> FunctionView:
    spelling.begin()
    source = port_annotation(item.source, for_input=True)
    doc = f"{source} as `{prose(item.source_title)}`."
    target = annotation(item.target)
    return FunctionView(item.name, f"given: {source}", target, doc, spelling.value(item.body))


def _taken(adapter: Adapter) -> frozenset[str]:
    """The names of all that the modules use or define, which no other module may have there."""
    port = adapter.port
    names = {item.name for item in port.types} | {item.name for item in port.errors}
    names |= {item.name for item in adapter.tables} | {item.name for item in adapter.mappers}
    names |= {item.name for item in adapter.send_mappers}
    for operation in adapter.operations:
        names |= {operation.builder, *operation.inputs}
    return MAPPING_NAMES | ADAPTER_CLASSES | names | {*ITEM_VARIABLES, "key"}


def _builder(item: AdapterOperation, spelling: Spelling) -> FunctionView:
    """The function that makes the request of one operation."""
    spelling.begin()
    parameters = [
        f"{name}: {field_annotation(field, for_input=True)}"
        for name, field in zip(item.inputs, item.port.inputs, strict=True)
    ]
    arguments = [
        f"{name}={spelling.value(expression, UNSET)}" for name, expression in item.arguments
    ]
    if (options := _options(item, spelling)) is not None:
        arguments.append(f"options={options}")
    if item.takes_key:
        parameters.append("key: str" if item.port.key == "required" else "key: str | None")
    body = f"wire.{item.port.name}.request({', '.join(arguments)})"
    doc = f"The request of `{item.port.name}`."
    return FunctionView(item.builder, ", ".join(parameters), "Request", doc, body)


def _options(item: AdapterOperation, spelling: Spelling) -> str | None:
    has_key = item.takes_key
    if item.if_match is not None:
        headers = f'headers={{"If-Match": {spelling.or_null(item.if_match)}}}'
        return f"options({'key=key, ' if has_key else ''}{headers})"
    return "keyed(key)" if has_key else None


def _is_sent(table: Table) -> bool:
    """Whether its values are the vendor's."""
    return isinstance(table.value, _PORT_SIDES)


def _table(item: Table, port: Port, spelling: Spelling) -> TableView:
    members = _members(item, port)
    key = _side(item.key)
    if any(value is None for value, _ in item.entries):
        key += " | None"
    entries = tuple(
        (members.get(name, literal(name)), spelling.value(part)) for name, part in item.entries
    )
    return TableView(item.name, f"Mapping[{key}, {_side(item.value)}]", entries)


def _members(item: Table, port: Port) -> dict[Any, str]:
    """How the port's words are spelled, where they are the keys."""
    named = port.type(item.key.name) if isinstance(item.key, PortNamed) else None
    if not isinstance(named, PortEnum):
        return {}
    return {member.value: f"{named.name}.{member.name}" for member in named.members}


def _side(side: Any) -> str:
    if not isinstance(side, _PORT_SIDES):
        return port_annotation(side, for_input=False)
    return annotation(side)


def _raised(item: RaisedError, name: str) -> dict[str, Any]:
    """`declined`, the builder of a domain error; its fields are texts of the answer's body."""
    fields = []
    for field in item.fields:
        steps = ", ".join(literal(step) for step in field.path)
        text = f"error_text(error, {steps})"
        fields.append((field.name, f"{text} or str(error)" if field.required else text))
    return {"name": name, "error": item.error, "fields": fields}


def _builder_names(adapter: Adapter) -> dict[str, str]:
    """The functions that build the domain errors, by the errors' unique names."""
    wished = {item.name: identifier(item.name) for item in adapter.raised}
    return apart(wished, DOMAIN_ERROR_NAMES | {item.error for item in adapter.raised})


def _method(item: AdapterOperation, wire: Operation, raised: Mapping[str, str]) -> MethodView:
    port = item.port
    return MethodView(
        name=port.name,
        builder=item.builder,
        constant=f"_{port.name.upper()}",
        parameters=", ".join(_method_parameters(port)),
        arguments=", ".join(
            [*(field.name for field in port.inputs), *(["key"] if item.takes_key else [])]
        ),
        result=result_annotation(port.out, is_async=True),
        sync_result=result_annotation(port.out, is_async=False),
        is_stream=isinstance(port.out, PortStream),
        mapper=item.result,
        where=item.where,
        reads_headers=item.reads_headers,
        null_on_not_found=item.null_on_not_found,
        doc=tuple(_doc(item, wire)),
        local=_free(_LOCALS, port.inputs),
        raises=tuple((literal(name), raised[name]) for name in item.raised),
    )


def _free(names: Iterable[str], inputs: Iterable[PortField]) -> dict[str, str]:
    """Each name as a method may use it beside its inputs."""
    taken = {item.name for item in inputs}
    return {name: f"{name}_" if name in taken else name for name in names}


def _method_parameters(port: PortOperation) -> Iterator[str]:
    yield "self"
    named = [field for field in port.inputs if not field.positional]
    for field in port.inputs:
        if field.positional:
            yield _declared(field)
    key = {"none": [], "optional": ["key: str | None = None"], "required": ["key: str"]}[port.key]
    if named or key:
        yield "*"
    yield from (_declared(field) for field in named)
    yield from key


def _declared(field: PortField) -> str:
    value = default(field)
    return f"{field.name}: {field_annotation(field, for_input=True)}" + (
        f" = {value}" if value else ""
    )


def _doc(item: AdapterOperation, wire: Operation) -> Iterator[str]:
    port = item.port
    yield f"`{wire.method} {prose(wire.path)}` ({prose(wire.operation_id)})."
    if item.null_on_not_found:
        yield "None: there is no such thing."
    if port.raises:
        yield from textwrap.wrap(f"Raises {_listed(port.raises)}.", _WIDTH)


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
