"""YAML text to a tree of small nodes, for files that strangers may have written.

The tree is built from parser events without recursion, so that neither deep nesting nor a chain
of aliases can exhaust the process; tags that would construct objects are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

MAX_DEPTH = 100
MAX_NODES = 2_000_000

_TAG_PREFIX = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(
    _TAG_PREFIX + name
    for name in ("str", "binary", "int", "null", "bool", "float", "map", "seq", "timestamp")
) | {_TAG_PREFIX + "python/str", _TAG_PREFIX + "python/unicode", "!"}

_RESOLVER = yaml.resolver.Resolver()


class YamlError(Exception):
    """The text is not YAML, or not YAML of the kind that a cassette may hold."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it was written; `plain` is true where no quotes were used."""

    text: str
    plain: bool
    tag: str | None
    line: int

    @property
    def binary(self) -> bool:
        """Whether the text is base64 of bytes (`!!binary`)."""
        return self.tag == _TAG_PREFIX + "binary"

    @property
    def null(self) -> bool:
        """Whether a YAML 1.2 reader takes the scalar for null."""
        return self.plain and self.tag is None and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def kind(self) -> str:
        """What YAML 1.1, which PyYAML reads, takes it for: `str`, `binary`, `int`, `null`, …"""
        if self.tag not in (None, "!"):
            return str(self.tag).removeprefix(_TAG_PREFIX).replace("python/unicode", "str")
        return _resolved(self.text) if self.plain and self.tag is None else "str"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: list[Tree]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes by key; keys are plain text and occur once."""

    entries: dict[str, Tree]
    line: int


Tree = Scalar | Sequence | Mapping


def _resolved(text: str) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag.removeprefix(_TAG_PREFIX)


@dataclass(slots=True)
class _Open:
    """A collection whose end was not read yet."""

    node: Sequence | Mapping
    anchor: str | None
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    root: Tree | None = None
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, Tree] = field(default_factory=dict)
    count: int = 0

    def add(self, node: Tree, line: int) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise YamlError(f"more than {MAX_NODES} nodes", line)
        if not self.open:
            self._add_root(node, line)
            return
        parent = self.open[-1]
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = _key(node, parent.node, line)
        else:
            parent.node.entries[parent.key] = node
            parent.key = None

    def _add_root(self, node: Tree, line: int) -> None:
        if self.root is not None:
            raise YamlError("more than one document", line)
        self.root = node

    def start(self, node: Sequence | Mapping, anchor: str | None) -> None:
        self.add(node, node.line)
        if len(self.open) >= MAX_DEPTH:
            raise YamlError(f"nested more than {MAX_DEPTH} deep", node.line)
        self.open.append(_Open(node, anchor))

    def end(self) -> None:
        closed = self.open.pop()
        if closed.anchor is not None:
            self.anchors[closed.anchor] = closed.node

    def alias(self, name: str, line: int) -> None:
        if name not in self.anchors:
            raise YamlError(f"alias *{name} names no finished anchor", line)
        self.add(self.anchors[name], line)


def _key(node: Tree, parent: Mapping, line: int) -> str:
    if not isinstance(node, Scalar):
        raise YamlError("a key must be plain text", line)
    if node.text == "<<" and node.plain:
        raise YamlError("merge keys (<<) are not read here", line)
    if node.text in parent.entries:
        raise YamlError(f"key {node.text!r} occurs twice", line)
    return node.text


def read_tree(text: str) -> Tree:
    """Build the tree of one YAML document; raises YamlError."""
    builder = _Builder()
    line = 1
    try:
        for event in _events(text):
            line = _line_of(event)
            _take(builder, event, line)
    except yaml.YAMLError as error:
        raise YamlError(*_problem_of(error, line)) from None
    if builder.root is None:
        raise YamlError("the document is empty", 1)
    return builder.root


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _take(builder: _Builder, event: yaml.Event, line: int) -> None:
    match event:
        case yaml.ScalarEvent():
            node = Scalar(event.value, not event.style, _tag(event.tag, line), line)
            if event.anchor is not None:
                builder.anchors[event.anchor] = node
            builder.add(node, line)
        case yaml.AliasEvent():
            builder.alias(event.anchor or "", line)
        case yaml.SequenceStartEvent():
            _tag(event.tag, line)
            builder.start(Sequence([], line), event.anchor)
        case yaml.MappingStartEvent():
            _tag(event.tag, line)
            builder.start(Mapping({}, line), event.anchor)
        case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
            builder.end()


def _line_of(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _tag(tag: str | None, line: int) -> str | None:
    if tag is None or tag in _KNOWN_TAGS:
        return tag
    raise YamlError(f"tag {tag!r} is refused", line)


def _problem_of(error: yaml.YAMLError, line: int) -> tuple[str, int]:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    return f"not YAML: {reason}", line if mark is None else mark.line + 1
