"""What the document says beside the schemas, held against the spec: statuses and versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from portwright.diagnostics.model import Diagnostics
from portwright.ir.rules import ErrorRule
from portwright.language.connection import Connection
from portwright.language.spec import Spec
from portwright.language.terms import Const
from portwright.openapi.document import OpenApi
from portwright.openapi.operation_view import view_operation
from portwright.rules.binding import other_version
from portwright.rules.errors import doubtful_status
from portwright.source.span import Span

# Statuses whose usual reading (the runtime's `classify`) is seldom what a vendor means by them:
# what they count as, and what they mostly are. Sources: RFC 9110, RFC 4918 (207, 423), RFC 8470
# (425); 419, 420, 440, 498 and 509 are in no registry.
DOUBTFUL: Final[Mapping[int, tuple[str, str]]] = {
    207: ("a success", "bug"),
    300: ("a success", "conflict"),
    419: ("a refusal", "reauth"),
    420: ("a refusal", "throttle"),
    423: ("a refusal", "retry"),
    425: ("a refusal", "retry"),
    440: ("a refusal", "reauth"),
    498: ("a refusal", "reauth"),
    501: ("a fault that may pass", "bug"),
    505: ("a fault that may pass", "bug"),
    509: ("a fault that may pass", "throttle"),
}
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


def check_documented(
    spec: Spec, document: OpenApi, rules: Iterable[ErrorRule], sink: Diagnostics
) -> None:
    """Warn of statuses and of a version that the spec takes for something else."""
    _check_statuses(spec, document, rules, sink)
    _check_version(spec.connection, document, sink)


def _check_statuses(
    spec: Spec, document: OpenApi, rules: Iterable[ErrorRule], sink: Diagnostics
) -> None:
    """Each status once, at the first operation that may answer it."""
    covered = {s for s in DOUBTFUL for rule in rules if _is_about(rule, s)}
    for name, operation in spec.operations.items():
        entry = document.operations.get(operation.call)
        answers = view_operation(document, entry.pointer).answers if entry is not None else ()
        documented = {int(answer.status) for answer in answers if answer.status.isdecimal()}
        for status in sorted((documented & DOUBTFUL.keys()) - covered):
            covered.add(status)
            read_as, then = DOUBTFUL[status]
            rule = f"{{status: {status}, then: {then}}}"
            span = operation.place.values.get("call")
            sink.add(doubtful_status.report(span, name, status, read_as, rule))


def _is_about(rule: ErrorRule, status: int) -> bool:
    """A rule with further conditions counts too: its author has thought of the status."""
    return any(found.first <= status <= found.last for found in rule.statuses)


def _check_version(connection: Connection, document: OpenApi, sink: Diagnostics) -> None:
    """A constant header that names a version, both being dates: nothing else is certain."""
    try:
        described = _DATE.match(str(document.get("#/info/version")))
    except KeyError:
        return
    for name, value in connection.headers.items():
        asked = _DATE.match(value.const) if isinstance(value, Const) else None
        if described is None or asked is None or not name.lower().endswith("version"):
            continue
        if asked[1] != described[1]:
            span: Span = value.place.values["const"]
            sink.add(other_version.report(span, name, asked[1], described[1]))
