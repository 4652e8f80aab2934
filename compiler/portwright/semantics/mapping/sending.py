"""Objects that are sent: dotted field names become objects within each other.

Unknown and missing fields are told where the request is selected; here they are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portwright.ir.mapping import Expression, Sent
from portwright.ir.shapes import Direction
from portwright.language import mappings as language
from portwright.language.record import Table
from portwright.openapi.combine import one_object
from portwright.rules.mapping import clashing_fields, list_without_each, unknown_request_field
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.bind import bind
from portwright.semantics.mapping.kinds import sent_kind
from portwright.semantics.mapping.values import Target
from portwright.source.span import Span, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as written, what is left of its path, and the expression that fills it."""

    name: Text
    rest: tuple[str, ...]
    expression: language.Expression
    span: Span | None


def entries_of(fields: Table[language.Expression]) -> list[Entry]:
    return [
        Entry(name, tuple(name.split(".")), expression, fields.place.values.get(str(name)))
        for name, expression in fields.items()
    ]


def grouped(entries: list[Entry]) -> dict[str, list[Entry]]:
    """By the first step; what is left of each path goes on from there."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.rest[0], []).append(replace(entry, rest=entry.rest[1:]))
    return found


def sent_object(fields: Table[language.Expression], at: At) -> Sent | None:
    """The object at the target's pointers; None where something in it was reported."""
    return _level(entries_of(fields), at)


def filled(entries: list[Entry], at: At) -> Expression | None:
    """What fills one field: an expression, or an object of those below it."""
    whole = [entry for entry in entries if not entry.rest]
    if len(whole) == len(entries) == 1:
        return bind(entries[0].expression, replace(at, span=entries[0].span))
    if whole:
        at.sink.add(clashing_fields.report(whole[0].name, at.target.title))
        return None
    return _level(entries, at)


def _level(entries: list[Entry], at: At) -> Sent | None:
    known, required = _properties(at)
    found: dict[str, Expression] = {}
    complete = True
    for name, group in grouped(entries).items():
        if name not in known:
            _report_unknown(name, group, at)
            complete = False
            continue
        below = _below(name, known[name], name in required, at)
        made = filled(group, below)
        complete = complete and made is not None
        if made is not None:
            found[name] = made
    if not complete:
        return None
    needed = not at.target.nullable
    return Sent("", tuple(found.items()), pointers=at.target.pointers, needed=needed)


def _report_unknown(name: str, group: list[Entry], at: At) -> None:
    """What was not told where the request is selected: a path may go through lists there, below
    what may be anything, and below a body that is sent as it is."""
    view = at.around.selection.schemas.merged(at.target.pointers)
    told = {item.span for item in at.sink if item.code == unknown_request_field.RULE.code}
    for path in (entry.name for entry in group):
        if view.arrays:
            at.sink.add(list_without_each.report_sent(path.span, at.target.title, name))
        elif path.span not in told:
            at.sink.add(unknown_request_field.report(path.span, at.target.title, name, path, ()))


def _properties(at: At) -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """The fields that may be sent, and those that must. In a map every name is one."""
    selection = at.around.selection
    view = selection.schemas.merged(at.target.pointers)
    made = one_object(view)
    if made is not None:
        return selection.properties(made, Direction.SEND), made.required
    value = view.maps[0] if view.maps else None
    return (_AnyName((value,)), frozenset()) if value is not None else ({}, frozenset())


class _AnyName(dict[str, tuple[str, ...]]):
    """Every name leads to the same pointers."""

    def __init__(self, pointers: tuple[str, ...]) -> None:
        super().__init__()
        self._pointers = pointers

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._pointers


def _below(name: str, pointers: tuple[str, ...], required: bool, at: At) -> At:
    view = at.around.selection.schemas.merged(pointers)
    title = f"{at.target.title}.{name}"
    target = Target(sent_kind(view), title, not required, pointers, None, at.target.in_form)
    return replace(at, target=target, name=(*at.name, name))
