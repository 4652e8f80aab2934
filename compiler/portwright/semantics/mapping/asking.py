"""What an operation of the port sends: each argument of the vendor's operation, filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.ir.mapping import Expression
from portwright.ir.port import PortOperation
from portwright.language import mappings as language
from portwright.language.record import Table
from portwright.rules.mapping import unused_input
from portwright.semantics.bound import BoundOperation
from portwright.semantics.mapping import functions
from portwright.semantics.mapping.at import Around, At
from portwright.semantics.mapping.bind import bind
from portwright.semantics.mapping.bound import Filled
from portwright.semantics.mapping.kinds import Kind, sent_kind
from portwright.semantics.mapping.scopes import PortScope, by_name
from portwright.semantics.mapping.sending import entries_of, filled, grouped
from portwright.semantics.mapping.values import Target
from portwright.source.span import Span, Text


@dataclass(frozen=True, slots=True)
class Asking:
    arguments: tuple[Filled, ...]
    if_match: Expression | None = None
    inputs: tuple[str, ...] = ()


def bind_request(
    request: Table[language.Expression],
    if_match: Text | None,
    port: PortOperation,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> Asking | None:
    """None once something was reported. Unknown and missing fields were told before."""
    variables = functions.variables(port, around.port, around.sending)
    scope = PortScope(around.port, by_name(port.inputs), port.name, variables=variables)
    places = {
        wire: (where, pointers, required) for wire, where, pointers, required in _places(bound)
    }
    made: list[Filled] = []
    complete = True
    for name, entries in grouped(entries_of(request)).items():
        if name not in places:
            complete = False
            continue
        where, pointers, required = places[name]
        at = _at(name, pointers, required, scope, bound, around, span)
        expression = filled(entries, at)
        complete = complete and expression is not None
        if expression is not None:
            is_whole = where == "whole"
            made.append(Filled("body" if is_whole else where, "" if is_whole else name, expression))
    condition = _condition(if_match, scope, around, bound, span)
    if not complete:
        return None
    for item in port.inputs:
        if item.name not in scope.used:
            around.sink.add(unused_input.report(span, port.name, item.name))
    return Asking(tuple(made), condition, tuple(variables[item.name] for item in port.inputs))


def _at(
    name: str,
    pointers: tuple[str, ...],
    required: bool,
    scope: PortScope,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> At:
    view = around.selection.schemas.merged(pointers)
    in_form = bound.body is not None and bound.body.codec == "form"
    title = f"{bound.operation_id}.{name}"
    target = Target(sent_kind(view), title, not required, pointers, None, in_form)
    return At(around, scope, target, (bound.name, name), span, bound.name)


def _places(bound: BoundOperation) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """The wire name of each argument, where it goes, its schemas, whether it is required. A
    parameter comes before a field of the body that has its name."""
    body = bound.body
    if body is not None and body.fields is None and body.pointer is not None:
        yield "body", "whole", (body.pointer,), body.required
    if body is not None and body.fields is not None:
        for name, pointers in body.fields.items():
            yield name, "body", pointers, name in body.required_fields
    for parameter in bound.parameters:
        view = parameter.view
        yield view.name, view.where, (view.pointer,), view.required


def _condition(
    if_match: Text | None,
    scope: PortScope,
    around: Around,
    bound: BoundOperation,
    span: Span | None,
) -> Expression | None:
    """The header is a text, and a null input asks for no precondition."""
    if if_match is None:
        return None
    target = Target(Kind("string", "string"), f"{bound.operation_id}.If-Match", True)
    return bind(if_match, At(around, scope, target, (bound.name, "if_match"), if_match.span))
