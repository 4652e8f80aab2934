"""What an operation's answer becomes: the port's result, by way of a function."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portwright.ir.mapping import Call, Each, Expression, Path
from portwright.ir.port import PortList, PortOperation, PortStream, PortType, bare
from portwright.language import mappings as language
from portwright.openapi.combine import one_object
from portwright.rules.mapping import (
    each_of_no_list,
    mismatched_type,
    null_into_required,
    stream_without_pages,
    unreadable_answer,
)
from portwright.semantics.bound import BoundAnswer, BoundOperation
from portwright.semantics.mapping.at import Around, At
from portwright.semantics.mapping.bind import bind_value
from portwright.semantics.mapping.bound import BoundMapper
from portwright.semantics.mapping.conditions import conditions
from portwright.semantics.mapping.fit import settled
from portwright.semantics.mapping.kinds import port_kind
from portwright.semantics.mapping.records import whole
from portwright.semantics.mapping.transforms.structure import item_of
from portwright.semantics.mapping.values import Target, Value, VendorScope
from portwright.source.span import Span

_FOUND = "found"


@dataclass(frozen=True, slots=True)
class Result:
    """The function that reads the answer (its name), or an item of a stream's page."""

    function: str
    mapper: BoundMapper | None = None


def bind_answer(
    response: language.Response,
    port: PortOperation,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> Result | None:
    """None once what is wrong was reported."""
    answer = _success(bound, around, span)
    if answer is None or answer.pointer is None or port.out is None:
        return None
    scope = VendorScope(
        around.selection, (answer.pointer,), Path(_FOUND, of_vendor=True),
        _title(answer.pointer, bound, around), bound.name,
    )  # fmt: skip
    if response.null_on is not None and port.out == bare(port.out):
        where = response.place.values.get("null_on")
        around.sink.add(null_into_required.report(where, port.name, sends=False))
        return None
    headers: set[str] = set()
    target = _target(port.out, bound.name, around)
    at = At(around, scope, target, (bound.name,), span, bound.name, headers)
    start = _start(response, at)
    if start is None:
        return None
    if isinstance(port.out, PortStream):
        return _stream(response, port.out, bound, start, at)
    if response.each is not None:
        return _finished(_listed(response, port.out, start, at), port.out, bound, answer, at)
    return _single(response, port.out, bound, answer, start, at)


def _single(
    response: language.Response,
    out: PortType,
    bound: BoundOperation,
    answer: BoundAnswer,
    start: Value,
    at: At,
) -> Result | None:
    made = _made(response, start, at)
    if made is None:
        return None
    called = made.expression
    if isinstance(called, Call) and called.arguments == (Path(_FOUND, of_vendor=True),):
        return Result(called.function)
    return _finished(settled(made, at), out, bound, answer, at)


def _made(response: language.Response, value: Value, at: At) -> Value | None:
    """The answer, or an item of it, as the port's."""
    if response.value is None:
        return whole(response.use, response.fields, value, at)
    return bind_value(response.value, _from(value, at))


def _finished(
    body: Expression | None, out: PortType, bound: BoundOperation, answer: BoundAnswer, at: At
) -> Result | None:
    if body is None or answer.pointer is None:
        return None
    mapper = BoundMapper(
        f"{bound.name}_result", (answer.pointer,), bound.name, at.scope.title, out, body,
        bool(at.headers), answer.is_list,
    )  # fmt: skip
    return Result(mapper.name, mapper)


def _start(response: language.Response, at: At) -> Value | None:
    """Where the answer's value begins: `at`, or the whole of it."""
    if response.at is not None:
        return at.read(response.at)
    assert isinstance(at.scope, VendorScope)
    return at.scope.whole()


def _from(value: Value, at: At) -> At:
    scope = at.scope.below(value)
    return replace(at, scope=scope) if scope is not None else at


def _stream(
    response: language.Response, out: PortStream, bound: BoundOperation, start: Value, at: At
) -> Result | None:
    if bound.paging is None or response.each is None:
        at.sink.add(stream_without_pages.report(at.span, bound.name, response.each is None))
        return None
    value = _items(response, _from(start, at))
    if value is None:
        return None
    item = replace(item_of(value, _FOUND, at), expression=Path(_FOUND, of_vendor=True))
    target = _target(out.item, bound.name, at.around)
    below = replace(at, target=target, headers=None)
    made = _made(response, item, below)
    if made is None:
        return None
    called = made.expression
    if isinstance(called, Call) and called.arguments == (Path(_FOUND, of_vendor=True),):
        return Result(called.function)
    mapper = BoundMapper(
        f"{bound.name}_item", value_items(value, at), bound.name, at.scope.title, out.item,
        made.expression,
    )  # fmt: skip
    return Result(mapper.name, mapper)


def value_items(value: Value, at: At) -> tuple[str, ...]:
    return at.around.selection.schemas.merged(value.pointers).arrays


def _listed(response: language.Response, out: PortType, start: Value, at: At) -> Expression | None:
    listed = bare(out)
    if not isinstance(listed, PortList):
        at.sink.add(mismatched_type.report_no_list(at.span, at.target.title, at.target.kind.label))
        return None
    below = _from(start, at)
    value = _items(response, below)
    if value is None or not isinstance(value.expression, Path):
        return None
    item = item_of(value, "item", at)
    into = replace(below, target=_target(listed.item, at.target.title, at.around))
    made = _made(response, item, into)
    scope = below.scope.below(item)
    where = conditions(response.where, scope, at) if response.where else ()
    if made is None or where is None:
        return None
    each = Each(value.expression, "item", made.expression, where)
    return settled(Value(each, at.target.kind, value.nullable, (), out), at)


def _items(response: language.Response, at: At) -> Value | None:
    """The list of the answer."""
    if response.each is None or (value := at.read(response.each)) is None:
        return None
    if value.kind.name != "list":
        at.sink.add(each_of_no_list.report(response.each, value.kind.label))
        return None
    return value


def _target(out: PortType, operation: str, around: Around) -> Target:
    return Target(port_kind(around.port, out), operation, out != bare(out), (), out)


def _success(bound: BoundOperation, around: Around, span: Span | None) -> BoundAnswer | None:
    """The one success that has a body; several must be of one schema."""
    found = [answer for answer in bound.answers if answer.is_success]
    bodies = [answer for answer in found if answer.kind == "json" and answer.pointer]
    seen = {_identity(answer, around) for answer in bodies}
    if len(seen) == 1 and len(bodies) == len(found):
        return bodies[0]
    statuses = [answer.status for answer in found]
    around.sink.add(unreadable_answer.report(span, bound.operation_id, statuses, len(seen)))
    return None


def _identity(answer: BoundAnswer, around: Around) -> object:
    view = around.selection.schemas.view(answer.pointer or "")
    made = one_object(view)
    return (made.identity if made is not None else view.pointer, answer.is_list)


def _title(pointer: str, bound: BoundOperation, around: Around) -> str:
    found = around.selection.schemas.view(pointer).pointer
    name = found.removeprefix("#/components/schemas/")
    return bound.operation_id if "/" in name else name
