"""Component schemas that others extend through `allOf`, and what tells a value's schema.

A discriminator says that a value of the schema may be one of any schema that extends it, however
far down; those who extend inherit it. Source: OpenAPI 3.1, "Discriminator Object".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portwright.openapi.pointer import SCHEMAS, escape, unescape
from portwright.openapi.types_of import Schema, listed

_CONJUNCT = re.compile(r"(#/components/schemas/[^/]+)(?:/allOf/\d+)+")
_MOST_NESTED = 16
# Source: AutoRest, "x-ms-discriminator-value": the value, where it is not the schema's name.
SUBTYPE_VALUE = "x-ms-discriminator-value"


@dataclass
class Subtypes:
    """`node` gives the schema at a pointer, empty where none stands."""

    node: Callable[[str], Schema]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, pointer: str) -> tuple[str, ...]:
        """All that extend a schema whose values a discriminator tells apart, sorted: what follows
        does not depend on the order of a document."""
        if (known := self._known.get(pointer)) is None:
            told = pointer in self._extended and self.discriminator(pointer) is not None
            known = self._known[pointer] = tuple(self._descendants(pointer)) if told else ()
        return known

    def extends(self, pointer: str) -> tuple[str, str] | None:
        """Of a branch of `allOf`: the schema that extends, and the one that it extends, whose
        values may be others too."""
        found = _CONJUNCT.fullmatch(pointer)
        target = _reference(self.node(pointer))
        if found is None or target is None:
            return None
        base = self._last(target)
        return (found[1], base) if found[1] in self.of(base) else None

    def listed(self, pointer: str, combiner: str) -> tuple[int, ...]:
        """The branches of a schema's union that extend it, as is often written."""
        found = self.of(pointer)
        branches = enumerate(listed(self.node(pointer), combiner))
        return tuple(i for i, item in branches if found and _reference(item) in found)

    def discriminator(self, pointer: str) -> Mapping[str, Any] | None:
        """The one of a schema itself, or of what it extends."""
        for holder in self._line(pointer):
            found = self.node(holder).get("discriminator")
            if isinstance(found, Mapping) and isinstance(found.get("propertyName"), str):
                return found
        return None

    def told(self, pointer: str) -> tuple[str, tuple[str, ...]]:
        """The property that tells the values of a schema apart, and its constants."""
        found = self.discriminator(pointer) or {"propertyName": ""}
        family = self.of(pointer)
        mapping = found.get("mapping")
        pairs = mapping.items() if isinstance(mapping, Mapping) else ()
        mapped = {key: target for key, target in pairs if target in (pointer, *family)}
        rest = [item for item in family if item not in mapped.values()]
        values = (value for item in rest for value in self._values(item, found["propertyName"]))
        return found["propertyName"], tuple(dict.fromkeys((*mapped, *values)))

    def _values(self, pointer: str, told: str) -> Iterable[str]:
        """What a schema that no mapping names says, or else its name."""
        node = self.node(pointer)
        if isinstance(value := node.get(SUBTYPE_VALUE), str):
            return (value,)
        declared = [value for part in _inline(node) for value in _constants(part, told)]
        return declared or (unescape(pointer.rpartition("/")[2]),)

    @cached_property
    def _extended(self) -> dict[str, list[str]]:
        """By schema, those whose `allOf` refers to it."""
        result: dict[str, list[str]] = {}
        for name in sorted(key for key in self.node(SCHEMAS) if isinstance(key, str)):
            pointer = f"{SCHEMAS}/{escape(name)}"
            for base in self._bases(pointer):
                result.setdefault(base, []).append(pointer)
        return result

    def _bases(self, pointer: str) -> Iterator[str]:
        """What a schema extends; what it is by itself refers to no other."""
        node = self.node(pointer)
        targets = (_reference(part) for part in _inline(node) if part is not node)
        return (self._last(target) for target in targets if target is not None)

    def _descendants(self, pointer: str) -> list[str]:
        found = {pointer}
        pending = [pointer]
        while pending:
            new = [item for item in self._extended.get(pending.pop(), ()) if item not in found]
            found.update(new)
            pending.extend(new)
        return sorted(found - {pointer})

    def _line(self, pointer: str) -> Iterator[str]:
        """The schema, and what it extends: the nearest first."""
        line = [pointer]
        for holder in line:
            yield holder
            line += [item for item in self._bases(holder) if item not in line]

    def _last(self, target: str) -> str:
        """What a reference leads to, through others."""
        for _ in range(_MOST_NESTED):
            if (further := _reference(self.node(target))) is None:
                break
            target = further
        return target


def _inline(node: Schema, depth: int = _MOST_NESTED) -> Iterator[Schema]:
    """A schema, and the branches of its `allOf` with those within."""
    yield node
    for part in listed(node, "allOf") if depth else ():
        if isinstance(part, Mapping):
            yield from _inline(part, depth - 1)


def _reference(node: object) -> str | None:
    target = node.get("$ref") if isinstance(node, Mapping) else None
    return target if isinstance(target, str) else None


def _constants(node: Schema, name: str) -> Iterator[str]:
    properties = node.get("properties")
    found = properties.get(name) if isinstance(properties, Mapping) else None
    if isinstance(found, Mapping):
        values = [found["const"]] if "const" in found else listed(found, "enum")
        yield from (value for value in values if isinstance(value, str))
