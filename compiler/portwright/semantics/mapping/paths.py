"""The fields that a request fills, as the paths that select them."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.language import mappings as language
from portwright.language.record import Table
from portwright.source.span import Text


def sent_paths(
    fields: Table[language.Expression], mappings: Table[language.Mapping], prefix: str = ""
) -> Iterator[Text]:
    """A path for each field, down through lists, objects and named mappings."""
    yield from _paths(fields, mappings, prefix, frozenset())


def _paths(
    fields: Table[language.Expression],
    mappings: Table[language.Mapping],
    prefix: str,
    within: frozenset[str],
) -> Iterator[Text]:
    for name, expression in fields.items():
        for item in _alternatives(expression):
            yield from _filled(Text(f"{prefix}{name}", name.span), item, mappings, within)


def _alternatives(expression: language.Expression) -> Iterator[language.Expression]:
    """What may stand there, where a transform takes other expressions for it."""
    match expression:
        case language.ListOf(list=parts) | language.FirstOf(first_of=parts):
            for part in parts:
                yield from _alternatives(part)
        case language.Clear(clear=part) | language.DefaultOf(default=part):
            yield from _alternatives(part)
        case language.EachOf(value=part) if part is not None:
            yield from _alternatives(part)
        case _:
            yield expression


def _filled(
    path: Text,
    expression: language.Expression,
    mappings: Table[language.Mapping],
    within: frozenset[str],
) -> Iterator[Text]:
    """The field itself, or those below it that an object fills."""
    below = None
    if isinstance(expression, language.EachOf | language.ObjectOf):
        below, within_it = _fields_of(expression, mappings, within)
        if below is not None:
            yield from _paths(below, mappings, f"{path}.", within_it)
    if not below:
        yield path


def _fields_of(
    expression: language.EachOf | language.ObjectOf,
    mappings: Table[language.Mapping],
    within: frozenset[str],
) -> tuple[Table[language.Expression] | None, frozenset[str]]:
    if expression.fields is not None:
        return expression.fields, within
    name = str(expression.use or "")
    if name in within or name not in mappings:
        return None, within
    return mappings[name].fields, within | {name}
