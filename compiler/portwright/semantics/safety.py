"""Whether each operation may be repeated, and whether what makes it safe can work."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from portwright.ir.integration import Policy, Safety
from portwright.language.operations import Idempotent, Keyed, NaturalKey, SafeRead
from portwright.rules.safety import key_from_input, key_nowhere, key_outlived, unsafe_retry
from portwright.semantics.call import Call
from portwright.source.span import Text

_READ = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))
_IDEMPOTENT = frozenset(("PUT", "DELETE"))
_CALLER = "$key"


def bind_safety(call: Call, policy: Policy, fields: Collection[str]) -> Safety:
    """The operation's `safety`, or the default of its method; POST and PATCH have none."""
    match call.spec.safety:
        case None:
            return _default(call, policy)
        case Keyed() as keyed:
            return _keyed(keyed, call, policy, fields)
        case NaturalKey() as natural:
            return _natural(natural, call, fields)
        case SafeRead():
            return Safety("read")
        case declared:
            return Safety("idempotent" if isinstance(declared, Idempotent) else "unsafe")


def _default(call: Call, policy: Policy) -> Safety:
    if call.entry.method in _READ:
        return Safety("read")
    if call.entry.method in _IDEMPOTENT:
        return Safety("idempotent")
    unread = "safety" in call.spec.place.keys  # which has been said
    if policy.attempts > 1 and not unread:
        found = unsafe_retry.report(call.call_span, call.name, policy.name, policy.attempts)
        call.around.sink.add(found)
    return Safety("unsafe")


def _keyed(declared: Keyed, call: Call, policy: Policy, fields: Collection[str]) -> Safety:
    sink, ttl = call.around.sink, declared.ttl
    if policy.deadline > ttl.seconds:
        sink.add(key_outlived.report(ttl.span, call.name, policy.deadline, ttl.seconds))
    found = _check_source(declared.from_, call, fields)
    if found and declared.from_ != _CALLER:
        sink.add(key_from_input.report(declared.from_, call.name))
    places: tuple[tuple[Literal["header", "query", "field"], Text | None], ...] = (
        ("header", declared.header),
        ("query", declared.query),
        ("field", declared.field),
    )
    for place, key in places:
        if key is not None:
            if place != "header":
                _check_place(key, place, call, fields)
            return Safety("keyed", place, str(key), ttl.seconds, str(declared.from_))
    return Safety("unsafe")


def _natural(declared: NaturalKey, call: Call, fields: Collection[str]) -> Safety:
    _check_source(declared.from_, call, fields)
    place: Literal["path", "field"] = "path" if declared.path is not None else "field"
    key = declared.path if declared.path is not None else declared.field
    if key is None:
        return Safety("unsafe")
    _check_place(key, place, call, fields)
    return Safety("natural_key", place, str(key), None, str(declared.from_))


def _check_place(key: Text, place: str, call: Call, fields: Collection[str]) -> None:
    parameters = [item.name for item in call.view.parameters if item.where == place]
    known = list(fields) if place == "field" else parameters
    what = "body field" if place == "field" else f"{place} parameter"
    if key not in known:
        call.around.sink.add(key_nowhere.report(key, call.name, what, known))


def _check_source(source: Text, call: Call, fields: Collection[str]) -> bool:
    """Whether there is such an input; else that is reported."""
    known = [_CALLER, *(item.name for item in call.view.parameters), *fields]
    if source in known:
        return True
    call.around.sink.add(key_nowhere.report(source, call.name, "input", known))
    return False
