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
from portwright.semantics.mapping.sending import Entry, entries_of, filled, grouped
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
    variables = functions.variables(port, around.port, around.called)
    scope = PortScope(around.port, by_name(port.inputs), port.name, variables=variables)
    made: list[Filled | None] = []
    for name, entries in grouped(entries_of(request)).items():
        places = [place for place in _places(bound) if place.name == name]
        made += [_filled(place, entries, scope, bound, around, span) for place in places] or [None]
    condition = _condition(if_match, scope, around, bound, span)
    arguments = tuple(item for item in made if item is not None)
    if len(arguments) < len(made):
        return None
    for item in port.inputs:
        if item.name not in scope.used:
            around.sink.add(unused_input.report(span, port.name, item.name))
    return Asking(arguments, condition, tuple(variables[item.name] for item in port.inputs))


@dataclass(frozen=True, slots=True)
class _Place:
    """An argument of the wire method: its name in `request`, and on the wire, where it goes, its
    schemas."""

    name: str
    wire: str
    where: str
    pointers: tuple[str, ...]
    required: bool


def _filled(
    place: _Place,
    entries: list[Entry],
    scope: PortScope,
    bound: BoundOperation,
    around: Around,
    span: Span | None,
) -> Filled | None:
    view = around.selection.schemas.merged(place.pointers)
    in_form = place.where == "body" and bound.body is not None and bound.body.codec == "form"
    title = f"{bound.operation_id}.{place.name}"
    kind = _kind_of_body(bound) if not place.wire else None
    # A schema says nothing of what is sent as it is, but which texts there are.
    is_told = kind is None or around.selection.schemas.is_scalar(place.pointers)
    target = Target(
        kind or sent_kind(view), title, not place.required,
        place.pointers if is_told else (), None, in_form,
    )  # fmt: skip
    at = At(around, scope, target, (bound.name, place.name), span, bound.name)
    expression = filled(entries, at)
    return Filled(place.where, place.wire, expression) if expression is not None else None


def _kind_of_body(bound: BoundOperation) -> Kind | None:
    """What a body that is sent as it is takes; None for one that is encoded."""
    codec = bound.body.codec if bound.body is not None else ""
    return {"text": Kind("string", "string"), "bytes": Kind("bytes", "bytes")}.get(codec)


def _places(bound: BoundOperation) -> Iterator[_Place]:
    """All arguments. A name that a parameter and a field of the body have is both: an id that the
    path says and the body repeats."""
    for parameter in bound.parameters:
        view = parameter.view
        yield _Place(view.name, view.name, view.where, (view.pointer,), view.required)
    body = bound.body
    if body is not None and body.fields is None and body.pointer is not None:
        yield _Place("body", "", "body", (body.pointer,), body.required)
    if body is not None and body.fields is not None:
        for name, pointers in body.fields.items():
            yield _Place(name, name, "body", pointers, name in body.required_fields)


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
