"""Properties that an object has from several schemas at once, each of which holds for its values.

The type of such a property is that of the last one, which all others only limit further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portwright.openapi.effective import Schemas
from portwright.openapi.pointer import escape
from portwright.openapi.types_of import listed

_DEEPEST = 16
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
        for name, inner in self._declared(pointer, 0):
            found.setdefault(name, {})[inner] = None
        return {name: tuple(pointers) for name, pointers in found.items() if len(pointers) > 1}

    def _declared(self, pointer: str, depth: int) -> Iterator[tuple[str, str]]:
        if depth > _DEEPEST:
            return
        node = self.schemas.node(pointer)
        if isinstance(target := node.get("$ref"), str):
            yield from self._declared(target, depth + 1)
        for index in range(len(listed(node, "allOf"))):
            yield from self._declared(f"{pointer}/allOf/{index}", depth + 1)
        properties = node.get("properties")
        for name in properties if isinstance(properties, Mapping) else ():
            yield name, f"{pointer}/properties/{escape(name)}"


def hidden_pairs(
    before: tuple[str, ...], after: tuple[str, ...], effective: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What each of the pointers `after` was: the one of the same place, or the same number, or what
    was in effect."""
    for index, pointer in enumerate(after):
        same = index if len(before) == len(after) else None
        was = pointer if pointer in before else before[same] if same is not None else None
        yield ((was,) if was is not None else effective), (pointer,)
