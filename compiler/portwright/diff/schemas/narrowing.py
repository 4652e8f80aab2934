"""Which values kept the limits of the old document and do not keep those of the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from portwright.diff.schemas.constants import divides
from portwright.diff.schemas.limits import TIGHTEST, Limits, loosest
from portwright.diff.values import listed_values
from portwright.diff.verdict import Verdict

_LOWER = ("minimum", "exclusiveMinimum")
_UPPER = ("maximum", "exclusiveMaximum")
_PARTNER = {
    **dict(zip(_LOWER, reversed(_LOWER), strict=True)),
    **dict(zip(_UPPER, reversed(_UPPER), strict=True)),
}
# Of these it can be said without the values themselves that some are refused.
_DECIDED = frozenset((*TIGHTEST, "pattern", "multipleOf", "uniqueItems"))
# Schemas, kept as their text.
_WRITTEN = frozenset(
    (
        *("not", "if", "then", "else", "contains", "propertyNames"),
        *("dependentRequired", "dependentSchemas"),
    )
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A limit as it was (empty: none) and as it is, as they are shown."""

    verdict: Verdict
    before: str
    after: str


def narrowings(
    old: tuple[Limits, ...], new: tuple[Limits, ...], *, whole: bool = False
) -> tuple[Narrowing, ...]:
    """What is narrower for the values that kept one of the `old` sets of limits and have to keep
    one of the `new` ones. `whole`: they are whole numbers."""
    before, after = [[_whole(item) if whole else item for item in side] for side in (old, new)]
    found: dict[Narrowing, None] = {}
    for kept in before:
        if not any(_is_within(kept, item) for item in after):
            found.update(dict.fromkeys(_narrower(kept, tuple(after))))
    return tuple(found)


def branch_narrowings(old: tuple[Limits, ...], new: tuple[Limits, ...]) -> tuple[Narrowing, ...]:
    """The same of lists or objects of several kinds: which of them a new limit is on is not known,
    so that each value may have to keep it."""
    if len(new) < 2:
        return narrowings(old, new)
    added = [item for item in new if item not in old]
    if all(_is_within(kept, item) for kept in old for item in added):
        return ()
    return (Narrowing(Verdict.UNKNOWN, _all_shown(old), _all_shown(new)),)


def _narrower(kept: Limits, new: tuple[Limits, ...]) -> Iterator[Narrowing]:
    pooled = loosest(new)
    wrong = [key for key in pooled if not _is_kept(kept, key, pooled[key])]
    for key in wrong:
        had = next((item for item in (key, _PARTNER.get(key)) if item in kept), None)
        decided = key in _DECIDED and not (key == "pattern" and had)
        verdict = Verdict.BREAKS_REQUEST if decided else Verdict.UNKNOWN
        before = _shown(had, kept[had]) if had is not None else "none"
        yield Narrowing(verdict, before, _shown(key, pooled[key]))
    if not wrong:
        yield Narrowing(Verdict.UNKNOWN, _all_shown((kept,)), _all_shown(new))


def _is_within(kept: Limits, new: Limits) -> bool:
    return all(_is_kept(kept, key, value) for key, value in new.items())


def _is_kept(kept: Limits, key: str, limit: Any) -> bool:
    """Whether values within `kept` keep one more limit."""
    if key in _LOWER:
        return _lower(kept) >= _lower({key: limit})
    if key in _UPPER:
        return _upper(kept) <= _upper({key: limit})
    if key == "multipleOf":
        steps = kept.get(key, frozenset())
        return all(any(divides(item, step) for step in steps) for item in limit)
    if key == "enum":
        return key in kept and bool(kept[key] <= limit)
    if key in TIGHTEST:
        return key in kept and bool(TIGHTEST[key](kept[key], limit) == kept[key])
    return bool(limit <= kept.get(key, frozenset()))


def _lower(limits: Limits) -> tuple[float, bool]:
    found = [(limits[key], key.startswith("ex")) for key in _LOWER if key in limits]
    return max(found, default=(float("-inf"), False))


def _upper(limits: Limits) -> tuple[float, bool]:
    found = [(limits[key], not key.startswith("ex")) for key in _UPPER if key in limits]
    return min(found, default=(float("inf"), True))


def _whole(limits: Limits) -> Limits:
    """The same of whole numbers: `more than 0` is `1 or more`, and all are multiples of 1."""
    found = {key: limits[key] for key in limits if key not in (*_LOWER, *_UPPER, "whole")}
    least, above = _lower(limits)
    most, reached = _upper(limits)
    if least > float("-inf"):
        found["minimum"] = floor(least) + 1 if above else ceil(least)
    if most < float("inf"):
        found["maximum"] = floor(most) if reached else ceil(most) - 1
    if steps := found.get("multipleOf"):
        found["multipleOf"] = steps - {1}
    return {key: value for key, value in found.items() if value != frozenset()}


def _shown(key: str, limit: Any) -> str:
    if isinstance(limit, frozenset):
        texts = limit if key in _WRITTEN else map(_constant, limit)
        return f"{key} {', '.join(sorted(texts))}"
    return f"{key} {_constant(limit)}"


def _constant(value: Any) -> str:
    return listed_values([value])


def _all_shown(sets: tuple[Limits, ...]) -> str:
    shown = (", ".join(_shown(*item) for item in sorted(limits.items())) for limits in sets)
    return " or ".join(sorted(text or "none" for text in shown))
