"""What of a document's operations is not as the document has it, though they are delivered.

Told once for a document, with the operations counted; the report lists each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portwright.diagnostics.model import Diagnostic
from portwright.ir.integration import Integration, Operation
from portwright.openapi.document import OpenApi
from portwright.openapi.media_type import is_xml
from portwright.openapi.operations import OperationEntry
from portwright.rules.binding import unheard_calls, untyped_xml
from portwright.rules.secrets import other_credentials
from portwright.semantics.parameters import why_not_sent


@dataclass(frozen=True, slots=True)
class Unsent:
    """A parameter that is no argument, and why."""

    operation: str
    name: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """`xml` are operations by id; `other_credentials` are the schemes that an operation asks for;
    `callbacks` and `webhooks` are calls of the vendor's, by operation and by name."""

    unsent: tuple[Unsent, ...] = ()
    xml: tuple[str, ...] = ()
    other_credentials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    callbacks: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()


def remarks_on(document: OpenApi, made: Integration, schemes: Collection[str]) -> Remarks:
    """`schemes` are the security schemes that the package authenticates by."""
    pairs = [(document.operations[item.operation_id], item) for item in made.operations]
    return Remarks(
        tuple(item for entry, operation in pairs for item in _unsent(entry, operation)),
        tuple(entry.id for entry, operation in pairs if _speaks_xml(operation)),
        {entry.id: asked for entry, _ in pairs if (asked := _other(document, entry, schemes))},
        tuple(entry.id for entry, _ in pairs if entry.data.get("callbacks")),
        tuple(document.data.get("webhooks") or ()),
    )


def told(remarks: Remarks, document: OpenApi) -> Iterator[Diagnostic]:
    """The warnings, each at the first of its places."""
    if remarks.xml:
        yield untyped_xml.report(_at(document, remarks.xml[0]), remarks.xml)
    if remarks.other_credentials:
        first = next(iter(remarks.other_credentials))
        yield other_credentials.report(_at(document, first), remarks.other_credentials)
    if remarks.callbacks:
        yield unheard_calls.report(_at(document, remarks.callbacks[0]), remarks.callbacks)
    if remarks.webhooks:
        span = document.locate("#/webhooks", key=True)
        yield unheard_calls.report_webhooks(span, remarks.webhooks)


def _at(document: OpenApi, operation: str) -> Any:
    return document.locate(document.operations[operation].pointer, key=True)


def _unsent(entry: OperationEntry, operation: Operation) -> Iterator[Unsent]:
    sent = {(item.where, item.wire) for item in operation.arguments}
    for _, parameter in entry.parameters:
        name, where = parameter["name"], parameter["in"]
        if (where, name) not in sent:
            yield Unsent(entry.id, name, where, why_not_sent(where, name))


def _speaks_xml(operation: Operation) -> bool:
    answers = (item.media for item in operation.answers if item.is_success)
    body = operation.body.media if operation.body is not None else ""
    return any(map(is_xml, (body, *answers)))


def _other(document: OpenApi, entry: OperationEntry, schemes: Collection[str]) -> tuple[str, ...]:
    """The schemes of which the operation wants one or more that are not the package's."""
    wanted = entry.data.get("security", document.data.get("security"))
    if not schemes or not wanted:
        return ()
    if any(set(alternative) <= set(schemes) for alternative in wanted):
        return ()
    return tuple(dict.fromkeys(name for alternative in wanted for name in alternative))
