"""The bound integration, lowered: pruned models, named arguments, planned operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from portwright.ir.integration import (
    Answer,
    Argument,
    Body,
    Integration,
    Operation,
    Reviewed,
    Source,
)
from portwright.ir.member_names import argument_names
from portwright.ir.model_uses import named_by, reached
from portwright.ir.naming import package_name, pascal
from portwright.ir.shapes import (
    Anything,
    Array,
    Direction,
    Json,
    Map,
    Model,
    Null,
    Scalar,
    Shape,
    Union,
    members,
)
from portwright.lower.files import with_files
from portwright.lower.forms import field_styles, part_media
from portwright.lower.shapes import Models, ShapeBuilder
from portwright.semantics.bound import Bound, BoundAnswer, BoundBody, BoundOperation
from portwright.semantics.connection import without_prefix
from portwright.semantics.media import sent_media

if TYPE_CHECKING:
    from portwright.lower.adapter import AdapterLowering
    from portwright.semantics.mapping.bound import BoundAdapter

# One document names 2,200 (a schema inlined into every answer), which overflows what reads them.
_MOST_ERRORS = 100


def lower(bound: Bound, sources: tuple[Source, ...]) -> Integration:
    """The input of the back ends. Pure: the same bound integration gives the same result."""
    builder = ShapeBuilder(
        bound.selection, _roots(bound.operations), _parameter_keys(bound.operations)
    )
    prefix = bound.spec.connection.strip_prefix
    drafts = [_operation(operation, prefix, builder) for operation in bound.operations]
    lowering = _adapter(bound.adapter, builder) if bound.adapter is not None else None
    models = builder.finish()
    operations = tuple(_named(draft, models) for draft in sorted(drafts, key=lambda d: d.name))
    used = {operation.policy for operation in operations} or {"default"}
    tests, errors = bound.spec.tests, bound.spec.errors
    code = errors.code if errors is not None else None
    return Integration(
        vendor=str(bound.spec.vendor),
        package=package_name(str(bound.spec.vendor)),
        connection=bound.connection,
        policies=tuple(p for name, p in sorted(bound.policies.items()) if name in used),
        limits=bound.limits,
        error_rules=bound.error_rules,
        retry_hint=bound.retry_hint,
        operations=operations,
        models=_in_use(models, operations),
        error=_error(operations),
        error_code=tuple(code.split(".")) if code is not None else (),
        scrub=tuple(str(item) for item in tests.scrub) if tests is not None else (),
        cases=bound.cases,
        sources=sources,
        adapter=lowering.finish(models, operations, str(bound.spec.vendor)) if lowering else None,
        reviewed=tuple(
            Reviewed(*(getattr(item, name) for name in Reviewed.__slots__))
            for item in bound.selection.schemas.overrides.reviewed
        ),
    )


def _in_use(models: Models, operations: tuple[Operation, ...]) -> tuple[Model, ...]:
    """Without those of which a union was made that cannot be told apart."""
    by_name = {model.name: model for model in models.models}
    used = reached(named_by(operations), by_name)
    return tuple(model for model in models.models if model.name in used)


def _adapter(adapter: BoundAdapter, builder: ShapeBuilder) -> AdapterLowering:
    # Imported here: without a port nothing is translated.
    from portwright.lower.adapter import AdapterLowering

    return AdapterLowering(adapter, builder)


def _roots(operations: tuple[BoundOperation, ...]) -> dict[str, dict[str, str]]:
    """What inline schemas under `#/paths` are named after, for each operation."""
    return {operation.name: dict(_labels(operation)) for operation in operations}


def _parameter_keys(operations: tuple[BoundOperation, ...]) -> dict[str, dict[str, str]]:
    return {
        operation.name: {
            item.view.pointer: f"{item.view.where} {item.view.name}"
            for item in operation.parameters
        }
        for operation in operations
    }


def _labels(operation: BoundOperation) -> Iterator[tuple[str, str]]:
    base = pascal(operation.name)
    for parameter in operation.parameters:
        yield parameter.view.pointer, base + pascal(parameter.view.name)
    if operation.body is not None and operation.body.pointer is not None:
        suffix = "" if operation.body.fields is not None else "Body"
        yield operation.body.pointer, base + suffix
    for pointer, answers in _by_schema(operation).items():
        yield pointer, base + _answer_label(answers, operation)


def _by_schema(operation: BoundOperation) -> Mapping[str, list[BoundAnswer]]:
    found: dict[str, list[BoundAnswer]] = {}
    for answer in operation.answers:
        if answer.pointer is not None:
            found.setdefault(answer.pointer, []).append(answer)
    return found


def _answer_label(answers: list[BoundAnswer], operation: BoundOperation) -> str:
    """By the first of its statuses, unless it is the one success, or an error of any status."""
    statuses = [answer.status for answer in answers]
    successes = [answer.status for answer in operation.answers if answer.is_success]
    if statuses == successes:
        return "Response"
    return "Error" if "default" in statuses else f"Response{statuses[0]}"


def _operation(operation: BoundOperation, prefix: str | None, builder: ShapeBuilder) -> Operation:
    return Operation(
        name=operation.name,
        operation_id=operation.operation_id,
        method=operation.method,
        path=without_prefix(operation.path, prefix),
        pointer=operation.pointer,
        policy=operation.policy,
        safety=operation.safety,
        arguments=tuple(_arguments(operation, builder)),
        body=_body(operation.body) if operation.body is not None else None,
        answers=tuple(_answer(answer, operation.name, builder) for answer in operation.answers),
        send=operation.send,
        read=operation.read,
        hand_written=operation.hand_written,
        paging=operation.paging,
        server=operation.server,
    )


def _body(body: BoundBody) -> Body:
    numbered = body.codec in ("form", "multipart") and body.brackets
    return Body(
        body.codec,
        sent_media(body.media, body.codec),
        body.required,
        "[0]" if numbered else "",
        tuple(field_styles(body)),
        tuple(part_media(body)),
    )


def _arguments(operation: BoundOperation, builder: ShapeBuilder) -> Iterator[Argument]:
    """Required ones first, each group by name."""
    found = [*_parameters(operation, builder), *_fields(operation, builder)]
    yield from sorted(found, key=lambda item: (not item.required, item.name))


def _names(operation: BoundOperation) -> Mapping[tuple[str, str], str]:
    fields = operation.body.fields or {} if operation.body is not None else {}
    return argument_names([item.view for item in operation.parameters], fields)


def _parameters(operation: BoundOperation, builder: ShapeBuilder) -> Iterator[Argument]:
    names = _names(operation)
    for parameter in operation.parameters:
        view = parameter.view
        shape = builder.shape((view.pointer,), Direction.SEND, operation.name)
        name = names[(view.where, view.name)]
        yield Argument(
            name,
            view.name,
            view.where,
            shape,
            view.required,
            parameter.style,
            parameter.writing,
            view.explode,
            view.reserved,
            view.delimiter,
        )


def _fields(operation: BoundOperation, builder: ShapeBuilder) -> Iterator[Argument]:
    body = operation.body
    if body is None:
        return
    if body.fields is None:
        yield Argument("body", "", "body", _whole_body(operation, builder), body.required)
        return
    names = _names(operation)
    for wire, pointers in body.fields.items():
        shape = builder.shape(pointers, Direction.SEND, operation.name)
        if body.codec == "multipart":
            shape = with_files(shape, pointers, builder.schemas)
        yield Argument(names[("body", wire)], wire, "body", shape, wire in body.required_fields)


def _whole_body(operation: BoundOperation, builder: ShapeBuilder) -> Shape:
    body = operation.body
    if body is None or body.codec in ("text", "bytes"):
        return Scalar("string" if body is not None and body.codec == "text" else "bytes")
    if body.pointer is None and body.codec == "multipart":
        return Map(Json(Direction.SEND, "a form whose fields the document does not name"))
    if body.pointer is None:
        return Json(Direction.SEND, "a body without a schema")
    return builder.shape((body.pointer,), Direction.SEND, operation.name)


def _answer(answer: BoundAnswer, scope: str, builder: ShapeBuilder) -> Answer:
    if answer.kind == "none":
        return Answer(answer.status, "", None)
    if answer.kind == "json" and answer.pointer is None:
        return Answer(
            answer.status, answer.media, Json(Direction.READ, "an answer without a schema")
        )
    if answer.kind != "json" or answer.pointer is None:
        kind: Shape = Scalar("string" if answer.kind == "text" else "bytes")
        return Answer(answer.status, answer.media, kind)
    shape = builder.shape((answer.pointer,), Direction.READ, scope)
    return Answer(answer.status, answer.media, Array(shape) if answer.is_list else shape)


def _named(operation: Operation, models: Models) -> Operation:
    """Placeholders in arguments and answers replaced by final names."""
    return replace(
        operation,
        arguments=tuple(
            replace(item, shape=models.shape(item.shape)) for item in operation.arguments
        ),
        answers=tuple(
            replace(item, shape=models.shape(item.shape) if item.shape is not None else None)
            for item in operation.answers
        ),
    )


def _error(operations: tuple[Operation, ...]) -> Shape | None:
    """What an error answer decodes to, over all operations; None when no answer says, or so many
    do that naming them all says nothing: what is left is `object`, which `isinstance` narrows.

    Only type checkers see it: each answer has a decoder of its own.
    """
    shapes = [
        answer.shape
        for operation in operations
        for answer in operation.answers
        if not answer.is_success and answer.shape is not None
    ]
    found = dict.fromkeys(
        member for shape in shapes for member in members(shape) if not isinstance(member, Null)
    )
    anything = next((member for member in found if isinstance(member, Anything)), None)
    if anything is not None or not found or len(found) > _MOST_ERRORS:
        return anything
    return Union(tuple(found)) if len(found) > 1 else next(iter(found))
