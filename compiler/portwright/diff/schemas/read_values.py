"""Kinds of value, null, constants and formats of one value that we read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from portwright.diff.change import Change
from portwright.diff.schemas.held import Held
from portwright.diff.schemas.level import Level
from portwright.diff.values import kinds_of, listed_values
from portwright.diff.verdict import Verdict
from portwright.openapi.view import ScalarView

_HOLDS = {
    "string": ("string",),
    "integer": ("integer", "number", "exact"),
    "number": ("number", "exact"),
    "boolean": ("boolean",),
}
_TIMES = frozenset(("date-time", "date", "time", "duration"))


def value_changes(level: Level) -> Iterator[Change]:
    """Kinds of value that come in addition, and constants among them."""
    strangers = sorted(set(_strange_kinds(level)))
    if strangers:
        before, after = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
        yield level.change("response-type-widened", Verdict.BREAKS_PARSE, before, after)
    if level.new.nullable and not level.old.nullable:
        verdict = Verdict.DEGRADED if level.held.null else Verdict.BREAKS_PARSE
        yield level.change("response-nullable", verdict, after="null")
    for scalar in level.new.scalars:
        if scalar.kind not in strangers:
            yield from _scalar(level, scalar)
    gone = set(kinds_of(level.old)) - set(kinds_of(level.new)) - {"null"}
    if gone and not strangers:
        before, after = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
        yield level.change("response-type-narrowed", Verdict.INFO, before, after)
    elif level.old.nullable and not level.new.nullable:
        yield level.change("response-not-nullable", Verdict.INFO, "null")


def _strange_kinds(level: Level) -> Iterator[str]:
    held, new = level.held, level.new
    for scalar in new.scalars:
        if not _holds(held, scalar):
            yield scalar.kind
    if (new.objects or new.maps) and not held.is_object:
        yield "object"
    if new.arrays and held.array is None:
        yield "array"


def _holds(held: Held, scalar: ScalarView) -> bool:
    if held.scalars.intersection(_HOLDS.get(scalar.kind, ())):
        return True
    if scalar.kind == "string" and "decimal" in held.scalars:
        return True
    kinds = ("integer",) if scalar.kind == "integer" else (scalar.kind,)
    return any(choice.kind in kinds for choice in held.choices)


def _scalar(level: Level, scalar: ScalarView) -> Iterator[Change]:
    """What is said of one kind of scalar that both documents have."""
    before = [item for item in level.old.scalars if item.kind == scalar.kind]
    formats = {item.format for item in before}
    if before and scalar.format not in formats:
        yield _reformatted(level, scalar, formats)
    known = _constants(before)
    if known is None:
        return
    after = _constants(item for item in level.new.scalars if item.kind == scalar.kind)
    if after is None:
        yield _grown(level, "response-enum-opened", listed_values(known), scalar.kind, "any")
        return
    if added := after - known:
        yield _grown(level, "response-enum-value-added", "", scalar.kind, listed_values(added))
    if gone := known - after:
        yield level.change("response-enum-value-removed", Verdict.INFO, listed_values(gone))


def _constants(scalars: Iterable[ScalarView]) -> set[Any] | None:
    """The constants of one kind, None where any value goes (or none does)."""
    found = list(scalars)
    if not found or any(item.values is None for item in found):
        return None
    return {value for item in found for value in item.values or ()}


def _grown(level: Level, family: str, before: str, kind: str, after: str) -> Change:
    """A constant that the types do not list: an open choice holds it all the same."""
    plain = level.held.scalars.intersection(_HOLDS.get(kind, ()))
    is_open = any(choice.open for choice in level.held.choices if choice.kind == kind)
    verdict = Verdict.DEGRADED if plain or is_open else Verdict.BREAKS_PARSE
    return level.change(family, verdict, before, after)


def _reformatted(level: Level, scalar: ScalarView, formats: set[str | None]) -> Change:
    before = ", ".join(sorted(item or "none" for item in formats))
    exact = "decimal" in level.held.scalars and scalar.kind == "string"
    # A text that may be any is read as such; what is made of a time depends on how it is written.
    silent = formats == {None} and scalar.format not in _TIMES
    meant = Verdict.DEGRADED if scalar.kind == "string" and not silent else Verdict.INFO
    verdict = Verdict.BREAKS_PARSE if exact else meant
    return level.change("response-format-changed", verdict, before, scalar.format or "none")
