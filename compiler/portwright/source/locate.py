"""From a JSON pointer to a line and a column, without an index made in advance."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

from portwright.source.files import SourceFile
from portwright.source.json_text import Entry, entries, first_value, value_end
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from portwright.source.span import Span
from portwright.source.yaml_nodes import compose

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class Place(Protocol):
    """One value of a document, and how to find those inside it."""

    def span(self, key: bool) -> Span: ...
    def child(self, name: str) -> Place | None: ...


class Locator:
    """Walks down from the root, which is found when the first pointer is asked for."""

    def __init__(self, root: Callable[[], Place]) -> None:
        self._find_root = root

    @cached_property
    def _root(self) -> Place:
        return self._find_root()

    def locate(self, pointer: str, *, key: bool = False) -> Span:
        """See Document.locate."""
        place = self._root
        for name in _names(pointer):
            inner = place.child(name) or place.child(unquote(name))
            if inner is None:
                break
            place = inner
        return place.span(key)

    def forget(self) -> None:
        """Free what was found."""
        self.__dict__.pop("_root", None)


def json_locator(file: SourceFile) -> Locator:
    """For text that has already been parsed."""

    def root() -> Place:
        start = first_value(file.text)
        return _JsonPlace(file, Entry("", start, start, start))

    return Locator(root)


def yaml_locator(file: SourceFile) -> Locator:
    """For text that has already been parsed; composes it again, since most runs need no place."""

    def root() -> Place:
        node = compose(file, [])
        return _YamlPlace(node.span, node)

    return Locator(root)


def _names(pointer: str) -> list[str]:
    parts = pointer.removeprefix("#").split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


class _JsonPlace:
    """Entries are found in the order of the text, no further than asked for, and kept."""

    def __init__(self, file: SourceFile, entry: Entry) -> None:
        self._file = file
        self._entry = entry
        self._found: dict[str, _JsonPlace] = {}
        is_container = file.text[entry.start : entry.start + 1] in ("{", "[")
        self._rest = entries(file.text, entry.start) if is_container else iter(())

    def span(self, key: bool) -> Span:
        entry = self._entry
        if key and entry.key_end > entry.key_start:
            return self._file.span(entry.key_start, entry.key_end)
        return self._file.span(entry.start, value_end(self._file.text, entry.start))

    def child(self, name: str) -> Place | None:
        if name in self._found:
            return self._found[name]
        for entry in self._rest:
            place = self._found.setdefault(entry.name, _JsonPlace(self._file, entry))
            if entry.name == name:
                return place
        return None


class _YamlPlace:
    def __init__(self, key: Span, node: Node) -> None:
        self._key = key
        self._node = node

    def span(self, key: bool) -> Span:
        return self._key if key else self._node.span

    def child(self, name: str) -> Place | None:
        if isinstance(self._node, SequenceNode):
            return self._item(self._node, name)
        if isinstance(self._node, MappingNode):
            return self._entry(self._node, name) or self._merged(self._node, name)
        return None

    def _item(self, node: SequenceNode, name: str) -> Place | None:
        if not _INDEX.fullmatch(name) or int(name) >= len(node.items):
            return None
        item = node.items[int(name)]
        return _YamlPlace(item.span, item)

    def _entry(self, node: MappingNode, name: str) -> Place | None:
        for key, value in node.entries:
            if key.text == name:
                return _YamlPlace(key.span, value)
        return None

    def _merged(self, node: MappingNode, name: str) -> Place | None:
        """What `<<` brings in stands where its base does."""
        base = node.get("<<")
        bases = base.items if isinstance(base, SequenceNode) else (base,)
        for part in bases:
            if part is not None and not isinstance(part, ScalarNode):
                place = _YamlPlace(part.span, part).child(name)
                if place is not None:
                    return place
        return None
