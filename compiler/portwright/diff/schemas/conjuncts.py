"""Properties that an object has from several schemas at once, each of which holds for its values.

The type of such a property is that of the last one, which all others only limit further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import escape
from portwright.openapi.types_of import listed

Declared = Mapping[str, tuple[str, ...]]
_NONE: Declared = {}


@dataclass(slots=True)
class Conjuncts:
    """By object schema the properties that it has more than once."""

    schemas: Schemas
    _known: dict[str, Declared] = field(default_factory=dict)

    def of(self, identity: str) -> Declared:
        """All pointers of each such property. `identity` may have the number of a branch behind."""
        pointer = identity[: identity.find("#", 1)] if "#" in identity[1:] else identity
        if (known := self._known.get(pointer)) is None:
            known = self._known[pointer] = self._found(pointer)
        return known

    def _found(self, pointer: str) -> Declared:
        if not listed(self.schemas.node(pointer), "allOf"):
            return _NONE
        found: dict[str, dict[str, None]] = {}
        for place in holding(self.schemas, pointer):
            properties = self.schemas.node(place).get("properties")
            for name in properties if isinstance(properties, Mapping) else ():
                found.setdefault(name, {})[f"{place}/properties/{escape(name)}"] = None
        return {name: tuple(pointers) for name, pointers in found.items() if len(pointers) > 1}


def holding(schemas: Schemas, pointer: str) -> Iterator[str]:
    """A schema and all that hold with it, through references and `allOf`: itself first, each
    once."""
    seen: set[str] = set()
    pending = [pointer]
    while pending:
        place = pending.pop()
        if place in seen:
            continue
        seen.add(place)
        yield place
        node = schemas.node(place)
        pending += (f"{place}/allOf/{i}" for i in reversed(range(len(listed(node, "allOf")))))
        if isinstance(target := node.get("$ref"), str):
            pending.append(target)


def hidden_pairs(
    before: tuple[str, ...], after: tuple[str, ...], effective: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What each of the pointers `after` was: the one of the same place, or the same number, or what
    was in effect."""
    for index, pointer in enumerate(after):
        same = index if len(before) == len(after) else None
        was = pointer if pointer in before else before[same] if same is not None else None
        yield ((was,) if was is not None else effective), (pointer,)
