"""YAML to a tree, without recursion and within bounds.

PyYAML's own composer recurses in C, so that a hostile file of brackets ends the process. Here
one loop over the parser's events keeps its own stack, and a builder says how the parts of a
tree are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, NoReturn, Protocol, TypeVar

import yaml

from portwright.source.bounds import FREE_NODES, MAX_DEPTH, MAX_GROWTH, MAX_NODES
from portwright.source.files import SourceFile
from portwright.source.gc_pause import gc_paused
from portwright.source.problem import ProblemKind, SourceError, collect, duplicate_key
from portwright.source.yaml_parser import events, place_of

_CORE = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", _CORE + "str"})
_TYPED_TAGS = frozenset(_CORE + name for name in ("int", "float", "bool", "null"))
_COLLECTION_TAGS = frozenset({None, "!", _CORE + "map", _CORE + "seq"})
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_MOST_LISTED = 10

T = TypeVar("T")


@dataclass(slots=True)
class Scalar:
    """A scalar as written; `plain` tells `no` from `"no"`, offsets count code points."""

    text: str
    plain: bool
    start: int
    end: int


class Builder(Protocol[T]):
    """Makes the parts of one kind of tree."""

    def scalar(self, scalar: Scalar) -> T: ...
    def sequence(self, items: list[T], start: int, end: int) -> T: ...
    def mapping(self, entries: list[tuple[Scalar, T]], start: int, end: int) -> T: ...


@dataclass(slots=True)
class _Part(Generic[T]):
    """A finished part; `size` counts its nodes with aliases expanded, `scalar` a possible key."""

    value: T
    size: int = 1
    height: int = 1
    scalar: Scalar | None = None


@dataclass(slots=True)
class _Open(Generic[T]):
    """A collection whose end has not been seen."""

    is_mapping: bool
    is_flow: bool
    start: int
    end: int
    anchor: str | None
    items: list[T] = field(default_factory=list)
    entries: list[tuple[Scalar, T]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    key: Scalar | None = None
    size: int = 1
    height: int = 1


def build(file: SourceFile, builder: Builder[T], problems: list[SourceError] | None) -> T | None:
    """The tree of the one document in `file`, None when it holds none.

    A duplicate key is collected in `problems`, or raised when that is None; everything else
    that is wrong raises SourceError.
    """
    with gc_paused():
        return _Composer(file, builder, problems).run()


class _Composer(Generic[T]):
    def __init__(
        self, file: SourceFile, builder: Builder[T], problems: list[SourceError] | None
    ) -> None:
        self._file = file
        self._builder = builder
        self._problems = problems
        self._open: list[_Open[T]] = []
        self._anchors: dict[str, _Part[T] | None] = {}
        self._root: _Part[T] | None = None
        self._documents = 0
        self._written = 0
        self._widest = (0, 0, 0)
        """The largest part that an alias stands for: its size, and where the alias is."""

    def run(self) -> T | None:
        steps: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
        }
        for event in events(self._file):
            step = steps.get(event.__class__)
            if step is not None:
                step(event)
                self._written += 1
        self._check_growth()
        return None if self._root is None else self._root.value

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._fail("yaml", "more than one YAML document in a file", event, "keep one")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        tag = event.tag
        if tag is not None and tag not in _TEXT_TAGS and tag not in _TYPED_TAGS:
            self._refuse_tag(event)
        plain = tag in _TYPED_TAGS or (tag is None and not event.style)
        start, end = place_of(event)
        start = self._content(start, end)
        if event.style in ("|", ">"):
            # The mark of a block scalar's end is the next token; the text ends before it.
            end = start + len(self._file.text[start:end].rstrip())
        scalar = Scalar(event.value, plain, start, end)
        part = _Part(self._builder.scalar(scalar), scalar=scalar)
        if event.anchor is not None:
            self._anchors[event.anchor] = part
        self._add(part, start, end)

    def _content(self, start: int, end: int) -> int:
        """Where a node begins behind its anchor and its tag."""
        if self._file.text[start : start + 1] not in ("&", "!"):
            return start
        found = _PROPERTIES.match(self._file.text, start, end)
        return found.end() if found is not None else start

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        if name not in self._anchors:
            known = ", ".join(f"`*{anchor}`" for anchor in sorted(self._anchors)[:_MOST_LISTED])
            help = f"defined above are {known}" if known else None
            self._fail("yaml", f"alias `*{name}` is not defined above", event, help)
        part = self._anchors[name]
        if part is None:
            self._fail("alias", f"alias `*{name}` refers to what contains it", event)
        place = place_of(event)
        self._widest = max(self._widest, (part.size, *place))
        self._add(part, *place)

    def _check_growth(self) -> None:
        size = 0 if self._root is None else self._root.size
        if size <= FREE_NODES + MAX_GROWTH * self._written:
            return
        message = f"aliases make {size:,} nodes of the {self._written:,} that are written"
        self._fail_at("alias", message, *self._widest[1:])

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag not in _COLLECTION_TAGS:
            self._refuse_tag(event)
        if len(self._open) >= MAX_DEPTH:
            self._fail("depth", f"nested deeper than {MAX_DEPTH} levels", event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.anchor is not None:
            self._anchors[event.anchor] = None  # known, but not finished
        start = self._content(place_of(event)[0], len(self._file.text))
        end = max(start, place_of(event)[1])
        self._open.append(_Open(is_mapping, bool(event.flow_style), start, end, event.anchor))

    def _end(self, event: yaml.MappingEndEvent | yaml.SequenceEndEvent) -> None:
        done = self._open.pop()
        # The mark of a block collection's end is the next token, so its last part ends it.
        end = place_of(event)[1] if done.is_flow else done.end
        if done.is_mapping:
            value = self._builder.mapping(done.entries, done.start, end)
        else:
            value = self._builder.sequence(done.items, done.start, end)
        part = _Part(value, done.size, done.height)
        if done.anchor is not None:
            self._anchors[done.anchor] = part
        self._add(part, done.start, end)

    def _add(self, part: _Part[T], start: int, end: int) -> None:
        """Put a finished part into the innermost open collection."""
        if not self._open:
            self._root = part
            return
        parent = self._open[-1]
        parent.end = end
        parent.size += part.size
        parent.height = max(parent.height, part.height + 1)
        if parent.size > MAX_NODES:
            self._fail_at("alias", f"aliases expand to more than {MAX_NODES:,} nodes", start, end)
        if len(self._open) + part.height > MAX_DEPTH + 1:
            self._fail_at("depth", f"nested deeper than {MAX_DEPTH} levels", start, end)
        if not parent.is_mapping:
            parent.items.append(part.value)
        elif parent.key is None:
            parent.key = self._key(part, start, end)
        else:
            self._entry(parent, parent.key, part.value)

    def _key(self, part: _Part[T], start: int, end: int) -> Scalar:
        if part.scalar is None:
            self._fail_at("yaml", "a key must be a scalar", start, end, "quote a key like `{x}`")
        return Scalar(part.scalar.text, part.scalar.plain, start, end)

    def _entry(self, parent: _Open[T], key: Scalar, value: T) -> None:
        parent.key = None
        first = parent.seen.setdefault(key.text, key.start)
        if first == key.start:
            parent.entries.append((key, value))
            return
        line, _ = self._file.lines.position(first)
        place = self._file.span(key.start, key.end)
        collect(duplicate_key(key.text, place, line), self._problems)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> NoReturn:
        help = "remove the tag; a value's type comes from where it stands"
        tag = (event.tag or "").replace(_CORE, "!!")
        self._fail("yaml", f"tag `{tag}` is not supported", event, help)

    def _fail(
        self, kind: ProblemKind, message: str, event: yaml.Event, help: str | None = None
    ) -> NoReturn:
        self._fail_at(kind, message, *place_of(event), help)

    def _fail_at(
        self, kind: ProblemKind, message: str, start: int, end: int, help: str | None = None
    ) -> NoReturn:
        raise SourceError(kind, message, self._file.span(start, end), help)
