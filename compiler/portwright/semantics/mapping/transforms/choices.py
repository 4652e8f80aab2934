"""What takes the place of null: a default, the next of several, a value that is cleared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from portwright.ir.mapping import Cleared, Expression, FirstOf, Sent
from portwright.language import mappings as language
from portwright.language.record import Record
from portwright.openapi.view import View
from portwright.rules.mapping import uncleared
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.bind import bind_value
from portwright.semantics.mapping.constants import several
from portwright.semantics.mapping.values import Value


def default(transform: language.DefaultOf, at: At) -> Value | None:
    value = bind_value(transform.default, _or_null(at))
    span = transform.place.values.get("value")
    written = transform.value
    nodes = written if isinstance(written, tuple) else (written,)
    instead = several(nodes, at, span)
    if value is None or instead is None:
        return None
    parts = (*_flat(value.expression), instead.expression)
    first = FirstOf(parts, keeps_unset=value.may_be_unset)
    return replace(value, expression=first, nullable=False)


def first_of(transform: language.FirstOf, at: At) -> Value | None:
    values = [bind_value(part, _or_null(at)) for part in transform.first_of]
    found = [value for value in values if value is not None]
    if len(found) < len(values) or not found:
        return None
    parts = tuple(dict.fromkeys(part for value in found for part in _flat(value.expression)))
    nullable = all(value.nullable for value in found)
    expression = FirstOf(parts) if len(parts) > 1 else parts[0]
    # What is null and may be left out needs `clear`; else the next is taken for what is left out.
    unset = (any if nullable else all)(value.may_be_unset for value in found)
    return replace(found[0], expression=expression, nullable=nullable, may_be_unset=unset)


def _or_null(at: At) -> At:
    """Where null may come of an expression: something else is taken then."""
    return at.into(replace(at.target, nullable=True))


def _flat(found: Expression) -> tuple[Expression, ...]:
    return found.parts if isinstance(found, FirstOf) else (found,)


def clear(transform: language.Clear, at: At) -> Value | None:
    """Null is sent: as null in JSON, as an empty text in a form."""
    fitted = bind_value(transform.clear, _or_null(at))
    if fitted is None:
        return None
    view = at.around.selection.schemas.merged(at.target.pointers)
    if not (_takes_empty(view) if at.target.in_form else view.nullable):
        at.sink.add(uncleared.report(at.span, at.target.title, at.target.in_form))
        return None
    cleared = Cleared(_given(fitted.expression), "" if at.target.in_form else None)
    return replace(fitted, expression=cleared, nullable=False)


def _given(found: Expression) -> Expression:
    """An object that is given is no null, though nothing in it is."""
    return replace(found, needed=True) if isinstance(found, Sent) else found


def _takes_empty(view: View) -> bool:
    return any(
        scalar.kind == "string" and (scalar.values is None or "" in scalar.values)
        for scalar in view.scalars
    )


TRANSFORMS: Final[dict[type[Record], Any]] = {
    language.DefaultOf: default,
    language.FirstOf: first_of,
    language.Clear: clear,
}
