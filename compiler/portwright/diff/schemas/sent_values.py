"""Kinds of value, null, constants, formats and limits of one value that we send."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from portwright.diff.change import Change
from portwright.diff.schemas.constants import refused
from portwright.diff.schemas.level import Level
from portwright.diff.schemas.limits import Bounds, Kind, Limits
from portwright.diff.schemas.narrowing import branch_narrowings, narrowings
from portwright.diff.values import kinds_of, listed_values
from portwright.diff.verdict import Verdict
from portwright.openapi.view import ScalarView

_HELD_AS = {
    "string": ("string", "decimal", "bytes", "file"),
    "integer": ("integer", "number", "exact"),
    "number": ("number", "exact", "integer"),
    "boolean": ("boolean",),
}
_TAKEN_AS = {
    "string": ("string",),
    "integer": ("integer", "number"),
    "number": ("number",),
    "boolean": ("boolean",),
}
_LIMITED: dict[str, Kind] = {"string": "string", "integer": "number", "number": "number"}
# Formats that take away no value of their kind that anybody has.
_HARMLESS = frozenset((None, "int64", "double", "float", "decimal", "password", "uint64"))
_BOTH = frozenset((True, False))


def value_changes(level: Level, before: Bounds, after: Bounds) -> Iterator[Change]:
    """What the vendor takes no longer of the values that the old document let us send."""
    gone = sorted(set(_refused_kinds(level)))
    shown = ", ".join(kinds_of(level.old)), ", ".join(kinds_of(level.new))
    if level.held.free and level.old.anything is not None:
        # A document that says more than it did may say what always was so.
        yield level.change("request-type-narrowed", Verdict.UNKNOWN, *shown)
        return
    if gone:
        yield level.change("request-type-narrowed", Verdict.BREAKS_REQUEST, *shown)
    sends_null = level.held.null or level.held.free
    if sends_null and level.old.nullable and not level.new.nullable:
        yield level.change("request-null-refused", Verdict.BREAKS_REQUEST, "null")
    for kind in sorted(set(_sent_kinds(level)) - set(gone)):
        yield from _constants(level, kind)
        yield from _formats(level, kind)
    yield from _limits(level, before, after, gone)


def _sent_kinds(level: Level) -> Iterator[str]:
    """The scalars that the old document lets us send and our type holds."""
    held = level.held
    constants = {choice.kind for choice in held.choices}
    if "integer" in constants:
        constants.add("number")
    offered = {scalar.kind for scalar in level.old.scalars}
    for kind, names in _HELD_AS.items():
        if level.old.anything is None and kind not in offered:
            continue
        if held.free or held.scalars.intersection(names) or kind in constants:
            yield kind


def _refused_kinds(level: Level) -> Iterator[str]:
    for kind in _sent_kinds(level):
        if not _takers(level, kind):
            yield kind
    is_object = level.old.objects or level.old.maps
    if is_object and level.sends_object and not (level.new.objects or level.new.maps):
        yield "object"
    if level.old.arrays and level.sends_array and not level.new.arrays:
        yield "array"


def _takers(level: Level, kind: str) -> list[ScalarView]:
    """What of the new schema takes values of a kind. A number in a text is a text as well."""
    kinds = _TAKEN_AS["integer" if kind == "number" and _is_whole(level) else kind]
    if level.text:
        kinds = (*kinds, "string")
    return [scalar for scalar in level.new.scalars if scalar.kind in kinds]


def _is_whole(level: Level) -> bool:
    """Whether of the numbers that the old document took we send whole ones only."""
    known = _sent_constants(level, "number")
    if known is not None:
        return all(isinstance(item, int) for item in known)
    return not level.held.free and not level.held.scalars.intersection(("number", "exact"))


def _values(scalars: Iterable[ScalarView], *kinds: str) -> frozenset[Any] | None:
    """The constants of some kinds; None where any value goes, as with both truth values."""
    found = [scalar for scalar in scalars if scalar.kind in kinds]
    if not found or any(scalar.values is None for scalar in found):
        return None
    values = frozenset(value for scalar in found for value in scalar.values or ())
    return None if kinds == ("boolean",) and values == _BOTH else values


def _constants(level: Level, kind: str) -> Iterator[Change]:
    """Constants that the vendor takes no longer, and an enum where any value went."""
    takers = _takers(level, kind)
    allowed = _values(takers, *{scalar.kind for scalar in takers})
    if allowed is None:
        return
    known, verdict = _sent_constants(level, kind), Verdict.BREAKS_REQUEST
    if known is None:
        yield level.change("request-enum-closed", verdict, "any", listed_values(allowed))
        return
    texts = {_written(value) for value in allowed} if level.text else set()
    gone = {value for value in known - allowed if _written(value) not in texts}
    if gone:
        yield level.change("request-enum-value-removed", verdict, listed_values(gone))


def _sent_constants(level: Level, kind: str) -> frozenset[Any] | None:
    """The constants that we may send: those of the document, or those alone that our type has."""
    known = _values(level.old.scalars, kind)
    if known is not None or level.held.scalars.intersection(_HELD_AS[kind]):
        return known
    kinds = ("number", "integer") if kind == "number" else (kind,)
    choices = [choice for choice in level.held.choices if choice.kind in kinds]
    found = frozenset(value for choice in choices for value in choice.values)
    return found if choices and not (kind == "boolean" and found == _BOTH) else None


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _formats(level: Level, kind: str) -> Iterator[Change]:
    """A format is a promise that nobody can check here: one that is new may refuse values."""
    if _values(level.old.scalars, kind) is not None:
        return
    before = {scalar.format for scalar in level.old.scalars if scalar.kind == kind}
    after = {scalar.format for scalar in _takers(level, kind)}
    if before <= after or after & _HARMLESS:
        return
    shown = (", ".join(sorted(item or "none" for item in side)) for side in (before, after))
    yield level.change("request-format-changed", Verdict.UNKNOWN, *shown)


def _limits(level: Level, before: Bounds, after: Bounds, gone: list[str]) -> Iterator[Change]:
    kinds: dict[Kind, bool] = {}
    sent = [kind for kind in _sent_kinds(level) if kind not in gone]
    for name in sent:
        if name in _LIMITED:
            kinds[_LIMITED[name]] = name == "integer" and "number" not in sent
    if level.sends_array and level.old.arrays and level.new.arrays:
        kinds["array"] = False
    if level.sends_object and (level.new.objects or level.new.maps):
        kinds["object"] = False
    for kind, whole in kinds.items():
        yield from _limited(level, kind, before, after, whole=whole)


def _limited(
    level: Level, kind: Kind, before: Bounds, after: Bounds, *, whole: bool
) -> Iterator[Change]:
    old, new = before.of(level.at_old, kind), after.of(level.at_new, kind)
    if not new:
        return
    if level.new.objects:
        # Fields are told one by one where the vendor describes them.
        old, new = (tuple(map(_without_required, side)) for side in (old, new))
    names = ("integer", "number") if kind == "number" else (kind,)
    known = _values(level.old.scalars, *names)
    if known is not None and not refused(known, new):
        return
    if kind in ("array", "object"):
        found = branch_narrowings(old, new)
    else:
        found = narrowings(old, new, whole=whole)
    for item in found:
        yield level.change("request-limit-narrowed", item.verdict, item.before, item.after)


def _without_required(limits: Limits) -> Limits:
    return {key: value for key, value in limits.items() if key != "required"}
