"""An adapter bound: every operation of the port, made of an operation of the vendor's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import not_misspelt
from portwright.ir.mapping import RaisedError
from portwright.ir.port import Port, PortOperation, PortStream, spelled
from portwright.language.operations import Operation
from portwright.language.record import Table
from portwright.language.spec import Spec
from portwright.rules.mapping import (
    answer_without_result,
    idle_key,
    missing_port_operation,
    result_without_answer,
    stream_without_pages,
    unmapped_operation,
)
from portwright.semantics.bound import BoundOperation
from portwright.semantics.mapping import functions
from portwright.semantics.mapping.answer import Result, bind_answer
from portwright.semantics.mapping.asking import Asking, bind_request
from portwright.semantics.mapping.at import Around
from portwright.semantics.mapping.bound import (
    BoundAdapter,
    BoundAdapterOperation,
    BoundMapper,
    BoundSendMapper,
)
from portwright.semantics.mapping.declared import broken_mappings, check_unused, sending_mappings
from portwright.semantics.mapping.hooks import Hooks
from portwright.semantics.mapping.mappers import Mappers
from portwright.semantics.selection import Selection
from portwright.source.span import Span, Text

# Keys of an operation that speak of the port.
MAPPED_KEYS: Final = frozenset(("request", "response", "if_match"))


@dataclass(frozen=True, slots=True)
class Made:
    operation: BoundAdapterOperation
    mappers: tuple[BoundMapper, ...]


def bind_adapter(
    spec: Spec,
    port: Port,
    bound: Mapping[str, BoundOperation | None],
    selection: Selection,
    raised: Iterable[RaisedError],
    hooks: Hooks,
    sink: Diagnostics,
) -> BoundAdapter:
    """Read the result only if `sink` has no error."""
    exponents = spec.currencies.exponents if spec.currencies is not None else {}
    around = Around(
        port, selection, spec.mappings, {str(k): int(v) for k, v in exponents.items()},
        Mappers(), hooks, sink,
    )  # fmt: skip
    requests = [operation.request for operation in spec.operations.values()]
    around = replace(
        around,
        broken=broken_mappings(around),
        sending=sending_mappings(requests, around),
        functions=functions.functions(spec.mappings, port),
    )
    _check_coverage(spec, port, sink)
    made: list[Made] = []
    for name, operation in spec.operations.items():
        wanted, found = port.operation(name), bound.get(str(name))
        if wanted is None:
            _check_unmapped(name, operation, port, sink)
        elif found is not None and (one := _operation(operation, wanted, found, around, name)):
            made.append(one)
    check_unused(around)
    _check_complete(port, made, sink)
    return BoundAdapter(
        port=port,
        operations=tuple(item.operation for item in made),
        mappers=(
            *(item for item in around.mappers.read.values() if isinstance(item, BoundMapper)),
            *(mapper for item in made for mapper in item.mappers),
        ),
        send_mappers=tuple(
            item for item in around.mappers.sent.values() if isinstance(item, BoundSendMapper)
        ),
        tables=tuple(around.tables.values()),
        raised=tuple(dict.fromkeys(raised)),
        exponents=tuple(sorted(around.exponents.items())),
    )


def _operation(
    operation: Operation,
    port: PortOperation,
    bound: BoundOperation,
    around: Around,
    name: Text,
) -> Made | None:
    takes_key = _takes_key(operation, port, bound, around, name)
    asking = _asking(operation, port, bound, around, name)
    result = _result(operation, port, bound, around, name)
    if asking is None or result is None:
        return None
    return Made(
        BoundAdapterOperation(
            port, asking.inputs, functions.builder(port.name, around.port), asking.arguments,
            result.function, asking.if_match, result.reads_headers,
            bool(operation.response and operation.response.null_on), result.where, takes_key,
        ),
        result.mappers,
    )  # fmt: skip


def _takes_key(
    operation: Operation, port: PortOperation, bound: BoundOperation, around: Around, name: Text
) -> bool:
    """Whether the caller's key goes anywhere."""
    if port.key == "none" or bound.safety.place is not None:
        return port.key != "none"
    # What may be repeated anyway needs no key, and of a lacking `safety` another check tells.
    if bound.safety.kind != "unsafe" or "safety" not in operation.place.keys:
        return False
    span = operation.place.keys.get("safety", name.span)
    around.sink.add(idle_key.report(span, port.name))
    return False


def _asking(
    operation: Operation, port: PortOperation, bound: BoundOperation, around: Around, name: Text
) -> Asking | None:
    keys = operation.place.keys
    span = keys.get("request", name.span)
    if operation.request is None:
        return bind_request(Table(), operation.if_match, port, bound, around, span)
    return bind_request(operation.request, operation.if_match, port, bound, around, span)


def _result(
    operation: Operation, port: PortOperation, bound: BoundOperation, around: Around, name: Text
) -> Result | None:
    span: Span | None = operation.place.keys.get("response", name.span)
    if bound.paging is not None and not isinstance(port.out, PortStream):
        place = operation.place.keys.get("paginate")
        around.sink.add(stream_without_pages.report_pages(place, port.name))
        return None
    if operation.response is None:
        if port.out is None:
            return Result("")
        if not operation.place.keys.get("response"):
            around.sink.add(result_without_answer.report(name.span, port.name, spelled(port.out)))
        return None
    if port.out is None:
        around.sink.add(answer_without_result.report(span, port.name))
        return None
    return bind_answer(operation.response, port, bound, around, span)


def _check_complete(port: Port, made: list[Made], sink: Diagnostics) -> None:
    """An operation is never lost without a word: a defect of ours is told as one."""
    lost = {item.name for item in port.operations} - {item.operation.port.name for item in made}
    if lost and not sink.has_errors:
        raise AssertionError(f"nothing was said of why there is no {', '.join(sorted(lost))}")


def _check_coverage(spec: Spec, port: Port, sink: Diagnostics) -> None:
    """An adapter that lacks an operation of its port does not fit it."""
    known = spec.operations
    missing = [item.name for item in port.operations if not known.declares(item.name)]
    strange = [str(name) for name in known if port.operation(name) is None]
    for name in not_misspelt(missing, strange):
        span = spec.place.values.get("port")
        sink.add(missing_port_operation.report(span, port.name, name, known))


def _check_unmapped(name: Text, operation: Operation, port: Port, sink: Diagnostics) -> None:
    """`request` and `response` are for the port alone."""
    if MAPPED_KEYS & operation.place.keys.keys():
        known = [item.name for item in port.operations]
        sink.add(unmapped_operation.report(name.span, name, port.name, known))
