"""What an operation's answer becomes: the port's result, by way of a function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from portwright.ir.mapping import AllOf, Call, Each, Expression, Path
from portwright.ir.port import PortList, PortOperation, PortScalar, PortStream, PortType, bare
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
from portwright.semantics.mapping.kinds import Kind, KindName, port_kind
from portwright.semantics.mapping.records import whole
from portwright.semantics.mapping.scopes import PlainScope, Scope
from portwright.semantics.mapping.transforms.structure import item_of
from portwright.semantics.mapping.values import Target, Value
from portwright.semantics.mapping.vendor_scope import VendorScope
from portwright.source.span import Span

_FOUND: Final = "found"
_START: Final = Path(_FOUND, of_vendor=True)
_PLAIN: Final[dict[str, KindName]] = {"text": "string", "bytes": "bytes"}


@dataclass(frozen=True, slots=True)
class Result:
    """The functions that read the answer, or an item of a stream's page: `function` makes the
    result, `where` (empty for none) says whether an item is taken."""

    function: str
    mappers: tuple[BoundMapper, ...] = ()
    where: str = ""
    reads_headers: bool = False


def bind_answer(
    response: language.Response,
    port: PortOperation,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> Result | None:
    """None once what is wrong was reported."""
    if port.out is None or not _is_plausible(response, port.out, bound, around, span):
        return None
    if response.null_on is not None and port.out == bare(port.out):
        where = response.place.values.get("null_on")
        around.sink.add(null_into_required.report(where, port.name, sends=False))
        return None
    answer = _success(bound, around, span)
    if answer is None:
        return None
    scope = _scope(answer, bound, around)
    target = _target(port.out, bound.name, around)
    at = At(around, scope, target, (bound.name,), span, bound.name, set())
    start = _start(response, at)
    if start is None:
        return None
    if isinstance(port.out, PortStream):
        return _stream(response, port.out, start, at)
    if response.each is not None:
        return _finished(_listed(response, port.out, start, at), port.out, at)
    return _single(response, port.out, start, at)


def _is_plausible(
    response: language.Response,
    out: PortType,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> bool:
    """Whether streams and pages, and lists and conditions, come together."""
    if isinstance(out, PortStream) and (bound.paging is None or response.each is None):
        around.sink.add(stream_without_pages.report(span, bound.name, response.each is None))
        return False
    if response.where is not None and response.each is None:
        around.sink.add(each_of_no_list.report_where(response.place.keys.get("where")))
        return False
    return True


def _scope(answer: BoundAnswer, bound: BoundOperation, around: Around) -> Scope:
    if answer.kind in _PLAIN or answer.pointer is None:
        name = _PLAIN.get(answer.kind, "string")
        return PlainScope(Kind(name, name), _START, bound.operation_id)
    view = around.selection.schemas.view(answer.pointer)
    base = replace(_START, root_nullable=view.nullable)
    title = _title((answer.pointer,), bound.operation_id, around)
    return VendorScope(around.selection, (answer.pointer,), base, title, bound.name)


def _single(response: language.Response, out: PortType, start: Value, at: At) -> Result | None:
    made = _made(response, start, at)
    if made is None:
        return None
    if (function := _only_calls(made)) is not None:
        return Result(function)
    return _finished(settled(made, at), out, at)


def _only_calls(made: Value) -> str | None:
    """The mapper that does all of it, where there is one."""
    called = made.expression
    is_one = isinstance(called, Call) and called.module == "." and called.arguments == (_START,)
    return called.function if is_one and isinstance(called, Call) else None


def _made(response: language.Response, value: Value, at: At) -> Value | None:
    """The answer, or an item of it, as the port's."""
    if response.value is None:
        return whole(response.use, response.fields, value, at, response.place.keys.get("fields"))
    return bind_value(response.value, _from(value, at))


def _finished(body: Expression | None, out: PortType, at: At) -> Result | None:
    if body is None:
        return None
    mapper = _mapper("result", out, body, at)
    return Result(mapper.name, (mapper,), reads_headers=mapper.reads_headers)


def _mapper(suffix: str, result: PortType, body: Expression, at: At) -> BoundMapper:
    """A function of this operation's own; it reads what the scope begins at."""
    name, scope = f"{at.operation}_{suffix}", at.scope
    if isinstance(scope, PlainScope):
        plain = scope.kind.name
        return BoundMapper(
            name, (), at.operation, scope.title, result, body, bool(at.headers), plain
        )
    assert isinstance(scope, VendorScope)
    return BoundMapper(
        name, scope.pointers, at.operation, scope.title, result, body, bool(at.headers),
        takes_null=scope.base.root_nullable,
    )  # fmt: skip


def _start(response: language.Response, at: At) -> Value | None:
    """Where the answer's value begins: `at`, or the whole of it."""
    return at.read(response.at) if response.at is not None else at.scope.whole()


def _from(value: Value, at: At) -> At:
    scope = at.scope.through(value)
    return replace(at, scope=scope) if scope is not None else at


def _stream(response: language.Response, out: PortStream, start: Value, at: At) -> Result | None:
    value = _items(response, _from(start, at))
    if value is None:
        return None
    item = item_of(value, _FOUND, at)
    assert isinstance(at.scope, VendorScope) and isinstance(item.expression, Path)
    title = _title(item.pointers, at.scope.title, at.around)
    scope = replace(at.scope, pointers=item.pointers, base=item.expression, title=title)
    target = _target(out.item, at.operation, at.around)
    below = replace(at, target=target, scope=scope, headers=None)
    made = _made(response, item, below)
    tests = conditions(response.where, scope, below) if response.where else ()
    if made is None or tests is None:
        return None
    where = (_mapper("where", PortScalar("bool"), AllOf(tests), below),) if tests else ()
    taken = where[0].name if where else ""
    if (function := _only_calls(made)) is not None:
        return Result(function, where, taken)
    body = settled(made, below)
    if body is None:
        return None
    mapper = _mapper("item", out.item, body, below)
    return Result(mapper.name, (mapper, *where), taken)


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
    into = replace(below, target=_target(listed.item, at.operation, at.around))
    made = _made(response, item, into)
    where = conditions(response.where, below.scope.through(item), at) if response.where else ()
    one = settled(made, into) if made is not None else None
    if one is None or where is None:
        return None
    each = Each(value.expression, "item", one, where, listed.container)
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
    return Target(port_kind(around.port, out), f"{operation}.out", out != bare(out), (), out)


def _success(bound: BoundOperation, around: Around, span: Span | None) -> BoundAnswer | None:
    """The one success that has a body; several must be of one schema."""
    found = [answer for answer in bound.answers if answer.is_success]
    bodies = [answer for answer in found if answer.kind in _PLAIN or answer.pointer]
    seen = {_identity(answer, around) for answer in bodies}
    if len(seen) == 1 and len(bodies) == len(found):
        return bodies[0]
    statuses = [answer.status for answer in found]
    around.sink.add(
        unreadable_answer.report(span, bound.operation_id, statuses, len(bodies), len(seen))
    )
    return None


def _identity(answer: BoundAnswer, around: Around) -> object:
    if answer.pointer is None or answer.kind in _PLAIN:
        return answer.kind
    view = around.selection.schemas.view(answer.pointer)
    made = one_object(view)
    return (made.identity if made is not None else view.pointer, answer.is_list)


def _title(pointers: tuple[str, ...], otherwise: str, around: Around) -> str:
    """The name of a schema, if it has one."""
    found = around.selection.schemas.merged(pointers).pointer
    name = found.removeprefix("#/components/schemas/")
    return otherwise if "/" in name else name
