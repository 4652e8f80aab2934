"""An expression bound: a path or a transform, typed on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

from portwright.ir.mapping import Expression
from portwright.language import mappings as language
from portwright.language import queries
from portwright.rules.mapping import misplaced_transform
from portwright.semantics.mapping.at import At
from portwright.semantics.mapping.fit import fit, settled
from portwright.semantics.mapping.values import Value
from portwright.source.span import Text

Binder: TypeAlias = Callable[[Any, At], Value | None]
_OF_ANSWERS = (
    language.MoneyOf, language.DecimalOf, language.TimeOf, language.RefOf, language.HeaderOf,
)  # fmt: skip
_OF_REQUESTS = (
    language.MinorUnits, language.MajorUnits, language.CurrencyOf, language.NumberOf,
    language.TimeTo, language.Clear, queries.Soql, queries.Query, queries.Filter,
)  # fmt: skip


def bind(expression: language.Expression, at: At) -> Expression | None:
    """The expression that fills the target; None once what is wrong was reported."""
    value = bind_value(expression, at)
    return settled(value, at) if value is not None else None


def bind_value(expression: language.Expression, at: At) -> Value | None:
    """The same, but what takes it looks after null."""
    if isinstance(expression, Text):
        value = at.read(expression)
        return fit(value, at, expression) if value is not None else None
    here = replace(at, span=expression.place.span)
    if isinstance(expression, _OF_REQUESTS if at.is_response else _OF_ANSWERS):
        at.sink.add(misplaced_transform.report(here.span, expression.kind, at.is_response))
        return None
    value = _transforms()[type(expression)](expression, here)
    return fit(value, here) if value is not None else None


@cache
def _transforms() -> Mapping[type[Any], Binder]:
    # Imported here: transforms of expressions bind expressions themselves.
    from portwright.semantics.mapping.transforms import (
        choices,
        hooks,
        money,
        numbers,
        structure,
        texts,
        times,
        words,
    )
    from portwright.semantics.mapping.transforms import queries as clauses

    rooms = (choices, hooks, money, numbers, clauses, structure, texts, times, words)
    return {kind: binder for room in rooms for kind, binder in room.TRANSFORMS.items()}
