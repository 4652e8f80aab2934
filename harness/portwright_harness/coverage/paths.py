"""Dotted paths along a schema and a document: which fields a selection means, what stands there.

Lists are walked through without a segment of their own, as in selections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portwright_harness.schema import JsonSchema, Schemas, free_values

Path = tuple[str, ...]

# A document of schemas that name one another endlessly must not be followed endlessly.
MAX_DEPTH = 8
MAX_FIELDS = 2_000
_ANY, _ALL = "*", "**"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one answer's schema."""

    schemas: Schemas
    schema: JsonSchema

    def selected(self, selection: Iterable[str]) -> list[Path]:
        """The fields that a selection names, stars resolved, each once; names that the schema
        lacks are left out, for no answer could show them."""
        found: dict[Path, None] = {}
        for text in selection:
            words = tuple(text.replace("[]", "").split("."))
            for path in self._resolved([self.schema], words, ()):
                found[path] = None
                if len(found) >= MAX_FIELDS:
                    return list(found)
        return list(found)

    def at(self, path: Path) -> list[JsonSchema]:
        """What the schema says of the values at a path, before its unions are taken apart."""
        here = [self.schema]
        for name in path:
            here = self._inner(here, name)
        return here

    def _resolved(self, here: list[JsonSchema], words: Path, above: Path) -> Iterator[Path]:
        if not words:
            yield above
        elif words[0] == _ALL:
            yield from self._below(here, above, 0)
        elif words[0] == _ANY:
            for name in self._names(here):
                yield from self._resolved(self._inner(here, name), words[1:], (*above, name))
        else:
            yield from self._named(here, words, above)

    def _named(self, here: list[JsonSchema], words: Path, above: Path) -> Iterator[Path]:
        """A name may hold dots itself: the longest that there is."""
        for size in range(len(words), 0, -1):
            name = ".".join(words[:size])
            if inner := self._inner(here, name):
                yield from self._resolved(inner, words[size:], (*above, name))
                return

    def _below(self, here: list[JsonSchema], above: Path, depth: int) -> Iterator[Path]:
        names = self._names(here) if depth < MAX_DEPTH else []
        if not names:
            yield above
        for name in names:
            yield from self._below(self._inner(here, name), (*above, name), depth + 1)

    def _names(self, here: list[JsonSchema]) -> list[str]:
        found: dict[str, None] = {}
        for node in self._objects(here):
            found.update(dict.fromkeys(node.get("properties", {})))
        return list(found)

    def _inner(self, here: list[JsonSchema], name: str) -> list[JsonSchema]:
        found = []
        for node in self._objects(here):
            properties = node.get("properties", {})
            if name in properties:
                found.append(properties[name])
            elif name == _ANY and (free := free_values(node)):
                found.append(free)
        return found

    def _objects(self, here: Iterable[JsonSchema]) -> Iterator[JsonSchema]:
        for schema in here:
            for node in self.schemas.alternatives(schema):
                if isinstance(items := node.get("items"), Mapping):
                    yield from self._objects([items])
                else:
                    yield node


def values_at(document: object, path: Path) -> Iterator[object]:
    """Every value at a path that is there and not null; the elements of lists one by one."""
    if isinstance(document, list):
        for element in document:
            yield from values_at(element, path)
    elif not path:
        if document is not None:
            yield document
    elif isinstance(document, Mapping):
        inner = document.values() if path[0] == _ANY else [document.get(path[0])]
        for value in inner:
            yield from values_at(value, path[1:])


def holds(document: object, path: Path) -> bool:
    """Whether a document has the field; an empty list is there."""
    if path and isinstance(document, Mapping) and len(path) == 1 and path[0] != _ANY:
        return document.get(path[0]) is not None
    if isinstance(document, list):
        return any(holds(element, path) for element in document)
    if path and isinstance(document, Mapping):
        inner = document.values() if path[0] == _ANY else [document.get(path[0])]
        return any(holds(value, path[1:]) for value in inner)
    return not path and document is not None


def dotted(path: Path) -> str:
    """As selections spell it; the whole answer as `.`."""
    return ".".join(path) or "."
