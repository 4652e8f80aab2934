"""What templates see: names, types and literals, already spelled in Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.emit.config import constructor
from portwright.emit.paging_view import PagingView, paging_view
from portwright.emit.python import annotation, literal, prose
from portwright.emit.sent_value import cookies, sent_value
from portwright.ir.integration import Answer, Argument, Integration, Operation, Policy, Safety
from portwright.ir.naming import pascal

_SAFETY = {
    "read": "Read()",
    "idempotent": "Idempotent()",
    "unsafe": "Unsafe()",
}
_SAFETY_PROSE = {
    "read": "Changes nothing, so it is repeated freely.",
    "idempotent": "Repeating it changes nothing more.",
    "unsafe": "Repeated only when the request surely was not processed.",
}
_STYLES = {
    "deep_object": "DEEP_OBJECT",
    "form_comma": "FORM_COMMA",
    "space": "SPACE",
    "pipe": "PIPE",
    "tab": "TAB",
}
_CONTAINERS = ("path", "query", "headers", "body")


@dataclass(frozen=True, slots=True)
class ArgumentView:
    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    status: str
    type: str
    media: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """`request` holds the keyword arguments of `Request`, each with its source."""

    name: str
    constant: str
    doc: tuple[str, ...]
    wire_name: str
    method: str
    path: str
    policy: str
    safety: str
    result: str
    body: str
    arrays: str
    styles: tuple[tuple[str, str], ...]
    answers: tuple[AnswerView, ...]
    arguments: tuple[ArgumentView, ...]
    request: tuple[tuple[str, str], ...]
    media: str = ""
    body_optional: bool = False
    paging: PagingView | None = None
    fields: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    server: str = ""


def policy_constant(name: str) -> str:
    """The constant of a policy, in a module that defines nothing else."""
    return name.upper()


def operation_constant(name: str) -> str:
    """The constant of an operation; its paging has another ending, so no two names meet."""
    return f"_{name.upper()}_SPEC"


# The media types that the runtime says by itself.
_IMPLIED = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}


def operation_view(operation: Operation, integration: Integration) -> OperationView:
    body = operation.body
    media = body.media if body and _IMPLIED.get(body.codec) != body.media else ""
    return OperationView(
        name=operation.name,
        constant=operation_constant(operation.name),
        doc=tuple(_doc(operation, integration)),
        wire_name=literal(operation.name),
        method=literal(operation.method),
        path=literal(operation.path),
        policy=f"policies.{policy_constant(operation.policy)}",
        safety=safety(operation.safety),
        result=_result(operation),
        body=literal(body.codec) if body else "",
        arrays=literal(body.arrays) if body and (body.codec == "form" or body.arrays) else "",
        styles=tuple(
            (literal(item.wire), _STYLES[item.style])
            for item in operation.arguments
            if item.where == "query" and item.style in _STYLES
        ),
        answers=tuple(
            AnswerView(literal(item.status), _answer_type(item), _media(item))
            for item in operation.answers
        ),
        arguments=tuple(_argument(item) for item in operation.arguments),
        request=tuple(_request(operation)),
        media=literal(media) if media else "",
        body_optional=bool(body and not body.required),
        paging=_paging(operation, integration),
        fields=tuple(
            (literal(name), _STYLES.get(style, "FORM"))
            for name, style in (body.styles if body else ())
        ),
        parts=tuple((literal(name), literal(said)) for name, said in (body.parts if body else ())),
        server=literal(operation.server) if operation.server else "",
    )


def _paging(operation: Operation, integration: Integration) -> PagingView | None:
    if operation.paging is None:
        return None
    return paging_view(operation, {model.name: model for model in integration.models})


def safety(value: Safety) -> str:
    """The runtime's constant for an operation's safety."""
    if value.kind in _SAFETY:
        return _SAFETY[value.kind]
    parts = [f"{value.place}={literal(value.field)}"]
    if value.source != "$key":
        parts.append(f"source={literal(value.source)}")
    if value.ttl is not None:
        parts.append(f"ttl={value.ttl!r}")
    return f"{'Keyed' if value.kind == 'keyed' else 'NaturalKey'}({', '.join(parts)})"


def policy(value: Policy) -> str:
    """The runtime's `Policy`; what a spec leaves unsaid of budget, breaker and bulkhead has the
    runtime's defaults."""
    parts = [
        f"deadline={value.deadline!r}",
        f"timeout=Timeout(connect={value.connect_timeout!r}, attempt={value.attempt_timeout!r})",
        f"retry=Retry({', '.join(_retry(value))})",
    ]
    for name in ("breaker", "bulkhead"):
        if (part := getattr(value, name)) is not None:
            parts.append(f"{name}={constructor(part)}")
    return f"Policy({', '.join(parts)})"


def _retry(value: Policy) -> Iterator[str]:
    for name in ("attempts", "base", "throttle_base", "cap", "jitter", "retry_after_cap"):
        yield f"{name}={literal(getattr(value, name))}"
    if value.budget is not None:
        yield f"budget={constructor(value.budget)}"


def error_type(integration: Integration) -> str:
    return annotation(integration.error) if integration.error is not None else "object"


def _argument(item: Argument) -> ArgumentView:
    shown = annotation(item.shape)
    if item.required:
        return ArgumentView(item.name, shown, "")
    return ArgumentView(item.name, f"{shown} | UnsetType", "UNSET")


def _result(operation: Operation) -> str:
    """The union of what successful answers hold; None for an empty one."""
    found = dict.fromkeys(_annotated(item) for item in operation.answers if item.is_success)
    return " | ".join(sorted(found, key=lambda text: text == "None")) or "None"


def _annotated(answer: Answer) -> str:
    return annotation(answer.shape) if answer.shape is not None else "None"


def _answer_type(answer: Answer) -> str:
    """A type as a value: msgspec takes unions of classes as they stand."""
    return _annotated(answer)


def _media(answer: Answer) -> str:
    plain = answer.shape is None or answer.media == "application/json"
    return "" if plain else literal(answer.media)


def _request(operation: Operation) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[Argument]] = {name: [] for name in (*_CONTAINERS, "cookie")}
    for item in operation.arguments:
        groups["headers" if item.where == "header" else item.where].append(item)
    for container in _CONTAINERS:
        items = groups[container]
        pairs = [f"{literal(item.wire)}: {sent_value(item)}" for item in items]
        if container == "headers" and groups["cookie"]:
            pairs.append(f'"Cookie": {cookies(groups["cookie"])}')
        if container == "body" and len(items) == 1 and not items[0].wire:
            yield container, items[0].name
        elif pairs:
            yield container, "{" + ", ".join(pairs) + "}"


def _doc(operation: Operation, integration: Integration) -> Iterator[str]:
    """The docstring: what it calls, what it answers, whether it is repeated, what it raises."""
    yield f"`{operation.method} {prose(operation.path)}` ({prose(operation.operation_id)})."
    yield ""
    if operation.server:
        yield f"Sent to `{prose(operation.server)}`, where the vendor has it."
    if operation.hand_written:
        yield "Written by hand: the vendor's document lacks this operation."
    kind = operation.safety.kind
    if kind in _SAFETY_PROSE:
        yield _SAFETY_PROSE[kind]
    else:
        where = f"{operation.safety.place} `{prose(operation.safety.field or '')}`"
        yield f"Repeated under one key, sent in the {where}; `options.key` sets your own."
    yield f"Raises {pascal(integration.vendor)}Error when the vendor refuses."
