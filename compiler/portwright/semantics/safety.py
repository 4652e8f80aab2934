"""Whether each operation may be repeated, and whether what makes it safe can work."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Policy, Safety
from portwright.language.operations import Idempotent, Keyed, NaturalKey, Operation, SafeRead
from portwright.openapi.operation_view import ParameterView
from portwright.rules.safety import key_from_input, key_nowhere, key_outlived, unsafe_retry
from portwright.source.span import Text

_READ = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))
_IDEMPOTENT = frozenset(("PUT", "DELETE"))
_CALLER = "$key"


def bind_safety(
    operation: Operation,
    name: str,
    method: str,
    policy: Policy,
    parameters: Collection[ParameterView],
    fields: Collection[str],
    sink: Diagnostics,
) -> Safety:
    """The operation's `safety`, or the default of its method; POST and PATCH have none."""
    declared = operation.safety
    if declared is None:
        return _default(operation, name, method, policy, sink)
    if isinstance(declared, Keyed):
        return _keyed(declared, name, policy, parameters, fields, sink)
    if isinstance(declared, NaturalKey):
        return _natural(declared, name, parameters, fields, sink)
    if isinstance(declared, SafeRead):
        return Safety("read")
    return Safety("idempotent" if isinstance(declared, Idempotent) else "unsafe")


def _default(
    operation: Operation, name: str, method: str, policy: Policy, sink: Diagnostics
) -> Safety:
    if method in _READ:
        return Safety("read")
    if method in _IDEMPOTENT:
        return Safety("idempotent")
    if policy.attempts > 1:
        span = operation.place.values.get("call")
        sink.add(unsafe_retry.report(span, name, policy.name, policy.attempts))
    return Safety("unsafe")


def _keyed(
    declared: Keyed,
    name: str,
    policy: Policy,
    parameters: Collection[ParameterView],
    fields: Collection[str],
    sink: Diagnostics,
) -> Safety:
    if policy.deadline > declared.ttl.seconds:
        sink.add(
            key_outlived.report(declared.ttl.span, name, policy.deadline, declared.ttl.seconds)
        )
    _check_source(declared.from_, name, parameters, fields, sink)
    if declared.from_ != _CALLER:
        sink.add(key_from_input.report(declared.from_, name))
    places: tuple[tuple[Literal["header", "query", "field"], Text | None], ...] = (
        ("header", declared.header),
        ("query", declared.query),
        ("field", declared.field),
    )
    for place, key in places:
        if key is not None:
            if place != "header":
                _check_place(key, name, place, parameters, fields, sink)
            return Safety("keyed", place, str(key), declared.ttl.seconds, str(declared.from_))
    return Safety("unsafe")


def _natural(
    declared: NaturalKey,
    name: str,
    parameters: Collection[ParameterView],
    fields: Collection[str],
    sink: Diagnostics,
) -> Safety:
    _check_source(declared.from_, name, parameters, fields, sink)
    place: Literal["path", "field"] = "path" if declared.path is not None else "field"
    key = declared.path if declared.path is not None else declared.field
    if key is None:
        return Safety("unsafe")
    _check_place(key, name, place, parameters, fields, sink)
    return Safety("natural_key", place, str(key), None, str(declared.from_))


def _check_place(
    key: Text,
    name: str,
    place: str,
    parameters: Collection[ParameterView],
    fields: Collection[str],
    sink: Diagnostics,
) -> None:
    known = list(fields) if place == "field" else [p.name for p in parameters if p.where == place]
    what = "body field" if place == "field" else f"{place} parameter"
    if key not in known:
        sink.add(key_nowhere.report(key, name, what, known))


def _check_source(
    source: Text,
    name: str,
    parameters: Collection[ParameterView],
    fields: Collection[str],
    sink: Diagnostics,
) -> None:
    known = [*(parameter.name for parameter in parameters), *fields]
    if source != _CALLER and source not in known:
        sink.add(key_nowhere.report(source, name, "input", [_CALLER, *known]))
