"""Operations bound: the call looked up, its policy, safety, request and answers settled."""

from __future__ import annotations

from collections.abc import Mapping

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.ir.integration import Policy
from portwright.ir.naming import is_reserved_operation
from portwright.language.operations import Operation
from portwright.openapi.document import OpenApi
from portwright.openapi.losses import lost_of, lost_operation
from portwright.openapi.operation_view import view_operation
from portwright.rules.binding import reserved_name, unknown_operation
from portwright.rules.openapi import lost_part
from portwright.rules.safety import unknown_policy
from portwright.semantics.answers import bind_answers
from portwright.semantics.bound import BoundOperation
from portwright.semantics.call import Call, Surroundings
from portwright.semantics.paging import bind_paging
from portwright.semantics.request import RequestBinder
from portwright.semantics.safety import bind_safety
from portwright.semantics.servers import bind_server
from portwright.source.span import Text


def bind_operation(name: Text, operation: Operation, around: Surroundings) -> BoundOperation | None:
    """None when the document has no such operation, which is then reported."""
    check_name(name, around.sink)
    policy = bind_policy(operation, around.policies, around.sink)
    document = around.document
    entry = document.operations.get(operation.call)
    if entry is None:
        around.sink.add(_why_none(operation.call, document))
        return None
    for why in lost_of(document, entry):
        around.sink.add(lost_part.in_use(operation.call, why))
    call = Call(around, str(name), operation, entry, view_operation(document, entry.pointer))
    request = RequestBinder(call)
    safety = bind_safety(call, policy, request.fields)
    parameters, body = request.bind(safety)
    answers = bind_answers(call)
    return BoundOperation(
        name=call.name,
        operation_id=entry.id,
        method=entry.method,
        key=entry.key,
        path=entry.path,
        pointer=entry.pointer,
        policy=policy.name,
        safety=safety,
        parameters=parameters,
        body=body,
        answers=answers,
        send=call.sent_paths(),
        read=call.read_paths(),
        hand_written=_is_added(document, entry.pointer),
        paging=bind_paging(call, answers, frozenset(request.fields)),
        server=bind_server(call),
    )


def _why_none(call: Text, document: OpenApi) -> Diagnostic:
    if (why := lost_operation(document, call)) is not None:
        return lost_part.in_use(call, why)
    name = document.document.file.path.name
    sharing = [entry.id for entry in document.operations.values() if entry.declared_id == call]
    if sharing:
        return unknown_operation.shared(call, name, sorted(sharing))
    return unknown_operation.report(call, name, document.operations)


def check_name(name: Text, sink: Diagnostics) -> None:
    """The generated method has the name."""
    if is_reserved_operation(name):
        sink.add(reserved_name.report(name))


def bind_policy(operation: Operation, known: Mapping[str, Policy], sink: Diagnostics) -> Policy:
    """The policy that the operation names; `default` without."""
    wanted = operation.policy
    if wanted is not None and wanted not in known:
        sink.add(unknown_policy.report(wanted, known))
    return known.get(str(wanted), known["default"])


def _is_added(document: OpenApi, pointer: str) -> bool:
    """Whether the team wrote the operation by hand, in the additions."""
    plain = pointer.removeprefix("#")
    return any(plain == at or plain.startswith(f"{at}/") for at in document.places.added)
