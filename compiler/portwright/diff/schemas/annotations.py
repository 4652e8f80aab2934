"""What documents say beside the type of a value: its default, and that it goes away."""

from __future__ import annotations

import json
from collections.abc import Iterator

from portwright.diff.change import Change
from portwright.diff.pair import Sides
from portwright.diff.schemas.conjuncts import holding
from portwright.diff.verdict import Verdict
from portwright.openapi.effective import Schemas

_DEEPEST = 16
_NONE = "none"


def newly_flagged(sides: Sides, old: str, new: str, flag: str) -> bool:
    """Whether a flag is set at `new` that is not at `old`."""
    return sides.new.node(new).get(flag) is True and sides.old.node(old).get(flag) is not True


def changed_default(sides: Sides, old: tuple[str, ...], new: tuple[str, ...]) -> Change | None:
    """What the vendor takes where a value is left out, if it is another one than before."""
    (at, before), (there, after) = _default(sides.old, old), _default(sides.new, new)
    if before == after:
        return None
    # What a document says for the first time held before, as far as anybody knows.
    verdict = Verdict.INFO if before == _NONE else Verdict.DEGRADED
    return Change("request-default-changed", verdict, at, there, before, after)


def flagged_places(sides: Sides, old: str, new: str, flag: str) -> Iterator[tuple[str, str]]:
    """The places on the way along references that both documents go where a flag is set anew."""
    for _ in range(_DEEPEST):
        if newly_flagged(sides, old, new, flag):
            yield old, new
        further = sides.old.node(old).get("$ref"), sides.new.node(new).get("$ref")
        if not (isinstance(further[0], str) and isinstance(further[1], str)):
            return
        old, new = further[0], further[1]


def _default(schemas: Schemas, pointers: tuple[str, ...]) -> tuple[str, str]:
    """Where it stands, and as JSON."""
    for pointer in pointers:
        for place in holding(schemas, pointer):
            if "default" in (node := schemas.node(place)):
                return place, json.dumps(node["default"], ensure_ascii=False, sort_keys=True)
    return pointers[0], _NONE
