"""From nodes to values: walks a shape and a node together, and reports whatever does not fit.

Nothing stops at the first mistake. What cannot be read is left out where it may be: an optional
key keeps its default, a table or a list loses the entry, a required key of the upper levels has a
stand-in. A record that lacks any other required key cannot be made, so the loss goes up from
there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from portwright.diagnostics.model import Diagnostics
from portwright.diagnostics.suggest import closest
from portwright.language import complaints
from portwright.language.leaves import BadScalarError
from portwright.language.record import Place, Record, Table
from portwright.language.shape import (
    ChoiceOrTable,
    ChoiceShape,
    KeyShape,
    RecordShape,
    RecordType,
    ScalarShape,
    Shape,
    TableShape,
    collects,
    keys_of,
    rest_of,
)
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from portwright.source.span import Span, Text


class Broken:
    """Stands for a value that was reported and cannot be used."""


BROKEN: Final = Broken()
Entry: TypeAlias = tuple[ScalarNode, Node]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: its dotted path, and what to point at when it lacks a key."""

    path: str
    anchor: Span

    def below(self, name: ScalarNode) -> Spot:
        return Spot(f"{self.path}.{name.text}" if self.path else name.text, name.span)

    def item(self, number: int, node: Node) -> Spot:
        return Spot(f"{self.path}[{number}]", node.span)


@dataclass(slots=True)
class NodeReader:
    """Reads nodes by shapes; all findings go to `sink`."""

    sink: Diagnostics

    def value(self, node: Node, shape: Shape, spot: Spot) -> object:
        """The value that `node` spells, or BROKEN once that was reported."""
        if shape.anything:
            return node
        if isinstance(node, ScalarNode) and shape.scalar and not node.is_null:
            return self._scalar(node, shape, shape.scalar, spot)
        if isinstance(node, SequenceNode) and shape.sequence:
            if not node.items and shape.scalar and shape.scalar.many:
                self.sink.add(complaints.none_of_many(spot.path, node, shape))
                return BROKEN
            read = self._sequence(node, shape.sequence.item, spot)
            nothing = shape.scalar and shape.scalar.many and read == ()
            return BROKEN if nothing else read
        if isinstance(node, MappingNode) and shape.mapping:
            return self._mapping(node, shape, spot)
        self.sink.add(complaints.misfit(spot.path, node, shape))
        return BROKEN

    def record(self, node: MappingNode, cls: RecordType, spot: Spot) -> Record | Broken:
        """The record that `node` spells, or BROKEN once that was reported."""
        reading = _Reading(cls)
        for name, value in node.entries:
            self._entry(name, value, reading, spot)
        if reading.rest is not None:
            collected = MappingNode(tuple(reading.collected), node.span)
            reading.values[reading.rest.attribute] = self.value(collected, reading.rest.shape, spot)
        if not self._complete(node, reading, spot):
            return BROKEN
        return cls(place=place_of(node), **reading.values)

    def _scalar(self, node: ScalarNode, shape: Shape, scalar: ScalarShape, spot: Spot) -> object:
        if scalar.short is not None:
            name = ScalarNode(scalar.short.short or "", node.span)
            return self.record(MappingNode(((name, node),), node.span), scalar.short, spot)
        made = self._bare(node, shape, scalar, spot)
        return (made,) if scalar.many and made is not BROKEN else made

    def _bare(self, node: ScalarNode, shape: Shape, scalar: ScalarShape, spot: Spot) -> object:
        if node.text in scalar.words:
            return Text(node.text, node.span)
        if node.text in scalar.kinds:
            return scalar.kinds[node.text](place=Place(node.span))
        if scalar.leaf is None:
            self.sink.add(complaints.not_a_word(spot.path, node, shape))
            return BROKEN
        try:
            return scalar.leaf.read(node)
        except BadScalarError as bad:
            self.sink.add(complaints.bad_scalar(spot.path, node, shape, bad))
            return BROKEN if bad.kept is None else bad.kept

    def _sequence(self, node: SequenceNode, item: Shape | None, spot: Spot) -> object:
        if item is None:
            return node
        parts = enumerate(node.items)
        read = [self.value(part, item, spot.item(number, part)) for number, part in parts]
        return tuple(value for value in read if value is not BROKEN)

    def _mapping(self, node: MappingNode, shape: Shape, spot: Spot) -> object:
        match shape.mapping:
            case TableShape() as table:
                return self._table(node, table, spot)
            case RecordShape(cls):
                return self.record(node, cls, spot)
            case ChoiceShape() as choice:
                return self._choice(node, shape, choice, spot)
            case ChoiceOrTable(choice, table):
                named = any(_is_kind(name, value, choice) for name, value in node.entries)
                part = choice if named else table
                return self._mapping(node, replace(shape, mapping=part), spot)
            case _:
                return node

    def _table(self, node: MappingNode, shape: TableShape, spot: Spot) -> Table[object]:
        items: dict[Text, object] = {}
        for name, value in node.entries:
            if shape.keys and not shape.keys.allow(name.text):
                self.sink.add(complaints.bad_name(spot.path, name, shape.keys))
            read = self.value(value, shape.value, spot.below(name))
            if read is not BROKEN:
                items[Text(name.text, name.span)] = read
        return Table(items, place_of(node))

    def _choice(self, node: MappingNode, shape: Shape, choice: ChoiceShape, spot: Spot) -> object:
        written = [entry for entry in node.entries if entry[0].text in choice.kinds]
        if not written:
            self.sink.add(complaints.no_kind(spot.path, spot.anchor, node, shape))
            return BROKEN
        if len(written) > 1:
            names = [name for name, _ in written]
            self.sink.add(complaints.not_one(spot.path, spot.anchor, names, choice.kinds))
            return BROKEN
        cls = choice.kinds[written[0][0].text]
        if cls.form == "inline":
            return self.record(node, cls, spot)
        return self._nested(node, written[0], cls, spot)

    def _nested(self, node: MappingNode, entry: Entry, cls: RecordType, spot: Spot) -> object:
        kind, options = entry
        for name, _ in node.entries:
            if name is not kind:
                self.sink.add(complaints.beside(spot.path, name, kind, cls))
        return self.value(options, Shape(mapping=RecordShape(cls)), spot.below(kind))

    def _entry(self, name: ScalarNode, node: Node, reading: _Reading, spot: Spot) -> None:
        item = reading.known.get(name.text)
        if item is not None:
            self._known(name, node, item, reading, spot)
        elif collects(reading.rest, name.text):
            reading.collected.append((name, node))
        else:
            reading.strange.append(name.text)
            self.sink.add(complaints.unknown(spot.path, name, reading.known, reading.rest))

    def _known(
        self, name: ScalarNode, node: Node, item: KeyShape, reading: _Reading, spot: Spot
    ) -> None:
        scalar = node if isinstance(node, ScalarNode) else None
        if item.about.nullable and scalar and scalar.is_null:
            return
        here = spot.below(name)
        value = self.value(node, item.shape, here)
        only = item.about.exactly
        if only is not None and scalar and value is not BROKEN and scalar.text != only:
            allowed = Shape(scalar=ScalarShape(words=(only,)))
            self.sink.add(complaints.not_a_word(here.path, scalar, allowed))
            value = BROKEN
        if value is not BROKEN:
            reading.values[item.attribute] = value
        elif reading.cls.form == "inline" and item.name == reading.cls.kind:
            reading.is_broken = True

    def _complete(self, node: MappingNode, reading: _Reading, spot: Spot) -> bool:
        """Reports what is missing; says whether a record can be made.

        A key that is only misspelt has been reported as unknown: that is one mistake, not two.
        """
        written = {name.text for name, _ in node.entries}
        required = [item for item in keys_of(reading.cls) if item.required]
        for item in required:
            if item.name not in written and not reading.misspelt((item.name,)):
                self.sink.add(complaints.missing(spot.path, spot.anchor, item))
            if item.about.stand_in is not None:
                reading.values.setdefault(item.attribute, item.about.stand_in)
        groups = [self._one_of(node, group, reading, spot) for group in reading.cls.one_of]
        whole = all(item.attribute in reading.values for item in required)
        return all(groups) and whole and not reading.is_broken

    def _one_of(
        self, node: MappingNode, group: tuple[str, ...], reading: _Reading, spot: Spot
    ) -> bool:
        found = [name for name, _ in node.entries if name.text in group]
        if len(found) != 1 and not (not found and reading.misspelt(group)):
            self.sink.add(complaints.not_one(spot.path, spot.anchor, found, group))
        return len(found) == 1


def _is_kind(name: ScalarNode, value: Node, choice: ChoiceShape) -> bool:
    """A kind, or one that is misspelt: what stands there is nothing that a table holds."""
    if name.text in choice.kinds:
        return True
    return isinstance(value, SequenceNode) and closest(name.text, choice.kinds) is not None


@dataclass(slots=True)
class _Reading:
    """A record on its way; `is_broken`: the key that names its kind could not be read."""

    cls: RecordType
    known: dict[str, KeyShape] = field(init=False)
    rest: KeyShape | None = field(init=False)
    values: dict[str, object] = field(default_factory=dict)
    collected: list[Entry] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    is_broken: bool = False

    def __post_init__(self) -> None:
        self.rest = rest_of(self.cls)
        self.known = {item.name: item for item in keys_of(self.cls) if item is not self.rest}

    def misspelt(self, names: tuple[str, ...]) -> bool:
        """Whether an unknown key was probably meant as one of these."""
        return any(closest(word, self.known) in names for word in self.strange)


def place_of(node: MappingNode) -> Place:
    """Where a mapping, its keys and its values stand; of a key written twice, the first."""
    keys = {name.text: name.span for name, _ in reversed(node.entries)}
    values = {name.text: value.span for name, value in reversed(node.entries)}
    return Place(node.span, MappingProxyType(keys), MappingProxyType(values))
