"""Where a spec can be changed: its entries and items, with what the language says of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.language.record import Record
from portwright.language.shape import (
    ChoiceOrTable,
    ChoiceShape,
    MappingShape,
    RecordShape,
    Shape,
    TableShape,
    collects,
    keys_of,
    rest_of,
)
from portwright.source.nodes import MappingNode, Node, SequenceNode
from portwright.source.nodes import ScalarNode as Scalar

RecordType = type[Record]


@dataclass(frozen=True)
class Site:
    """An entry of a map (then it has a `key`) or an item of a list.

    `pattern` is the path with author's names as `*`. `owner` is the record that the key is one
    of, None where the author chose the name, or where anything may stand. `trail` holds the keys
    above. `holder` is the key of the map or list itself.
    """

    pattern: str
    key: Scalar | None
    value: Node
    parent: MappingNode | SequenceNode
    index: int
    shape: Shape | None
    owner: RecordType | None
    is_name: bool
    required: bool
    holder: Scalar | None


def sites(root: Node, record: RecordType) -> Iterator[Site]:
    """All places, in the order of the file; what an alias repeats comes once."""
    seen: set[tuple[int, int]] = set()
    for site in _walk(root, Shape(mapping=RecordShape(record)), "", None):
        span = (site.key or site.value).span
        if (span.line, span.column) not in seen:
            seen.add((span.line, span.column))
            yield site


def _walk(node: Node, shape: Shape | None, pattern: str, holder: Scalar | None) -> Iterator[Site]:
    if isinstance(node, SequenceNode):
        item = shape.sequence.item if shape and shape.sequence else None
        for index, value in enumerate(node.items):
            path = f"{pattern}[]"
            yield Site(path, None, value, node, index, item, None, False, False, holder)
            yield from _walk(value, item, path, holder)
    elif isinstance(node, MappingNode):
        for site in _entries(node, shape.mapping if shape else None, pattern, holder):
            yield site
            yield from _walk(site.value, site.shape, site.pattern, site.key)


def _entries(
    node: MappingNode, mapping: MappingShape | None, pattern: str, holder: Scalar | None
) -> Iterator[Site]:
    match mapping:
        case RecordShape(cls):
            yield from _of_record(node, cls, pattern, holder)
        case ChoiceShape(kinds):
            yield from _of_choice(node, kinds, pattern, holder)  # type: ignore[arg-type]
        case ChoiceOrTable(choice, table):
            named = any(key.text in choice.kinds for key, _ in node.entries)
            yield from _entries(node, choice if named else table, pattern, holder)
        case TableShape(value):
            for index, (key, inner) in enumerate(node.entries):
                path = f"{pattern}.*"
                yield Site(path, key, inner, node, index, value, None, True, False, holder)
        case _:
            for index, (key, inner) in enumerate(node.entries):
                path = pattern if pattern.endswith(".**") else f"{pattern}.**"
                yield Site(path, key, inner, node, index, None, None, False, False, holder)


def _of_choice(
    node: MappingNode, kinds: dict[str, RecordType], pattern: str, holder: Scalar | None
) -> Iterator[Site]:
    named = next((key.text for key, _ in node.entries if key.text in kinds), None)
    if named is None:
        return
    cls = kinds[named]
    if cls.form == "inline":
        yield from _of_record(node, cls, pattern, holder)
        return
    for index, (key, inner) in enumerate(node.entries):
        shape = Shape(mapping=RecordShape(cls)) if key.text == named else None
        path = f"{pattern}.{key.text}"
        yield Site(path, key, inner, node, index, shape, cls, False, True, holder)


def _of_record(
    node: MappingNode, cls: RecordType, pattern: str, holder: Scalar | None
) -> Iterator[Site]:
    known = {item.name: item for item in keys_of(cls)}
    grouped = {name for group in cls.one_of for name in group}
    rest = rest_of(cls)
    for index, (key, inner) in enumerate(node.entries):
        item = known.get(key.text)
        path = f"{pattern}.{key.text}".lstrip(".")
        if item is not None and item is not rest:
            required = item.required or key.text in grouped
            yield Site(path, key, inner, node, index, item.shape, cls, False, required, holder)
        elif rest is not None and collects(rest, key.text):
            table = rest.shape.mapping
            shape = table.value if isinstance(table, TableShape) else None
            yield Site(f"{pattern}.*", key, inner, node, index, shape, None, True, False, holder)
